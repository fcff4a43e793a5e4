package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Writes an MP3 file: the codec makes a whole clip at once, so the samples are gathered first. */
final class Mp3File implements PcmWriter {
    /** 83 minutes at 8 kHz, 14 at 48 kHz. */
    static final int MOST_SAMPLES = 40_000_000;

    private static final int HIGHEST_HZ = 48000;
    private static final int[] RATES_HZ = {8000, 12000, 16000, 22050, 24000, 32000, 44100, HIGHEST_HZ};

    private final SeekableByteChannel channel;
    private final AudioCodec codec;
    private short[] gathered = new short[Conversion.CHUNK_SAMPLES];
    private int length;

    /** Writes into an empty file, which is closed with this; the codec is this object's own. */
    Mp3File(SeekableByteChannel channel, AudioCodec codec) {
        this.channel = channel;
        this.codec = codec;
    }

    /** The rate of MP3 that loses nothing of audio at a rate; the highest if there is none. */
    static int rateHz(int audioHz) {
        return IntStream.of(RATES_HZ)
                .filter(rateHz -> audioHz <= rateHz)
                .findFirst()
                .orElse(HIGHEST_HZ);
    }

    @Override
    public int sampleRateHz() {
        return codec.format().sampleRateHz();
    }

    @Override
    public void write(short[] pcm, int offset, int lengthSamples) {
        if (lengthSamples > MOST_SAMPLES - length) {
            throw new CodecException("an MP3 file is made in memory, of " + MOST_SAMPLES / sampleRateHz() / 60
                    + " minutes at " + sampleRateHz() + " Hz at most; convert to WAV instead");
        }
        if (lengthSamples > gathered.length - length) {
            gathered = Arrays.copyOf(gathered, Math.max(gathered.length * 2, length + lengthSamples));
        }
        System.arraycopy(pcm, offset, gathered, length, lengthSamples);
        length += lengthSamples;
    }

    @Override
    public void finish() throws IOException {
        byte[] bytes = new byte[codec.maxEncodedBytes(length)];
        ByteBuffer encoded = ByteBuffer.wrap(bytes, 0, codec.encode(gathered, 0, length, bytes, 0));
        while (encoded.hasRemaining()) {
            channel.write(encoded);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

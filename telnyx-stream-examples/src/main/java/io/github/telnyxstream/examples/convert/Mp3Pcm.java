package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An MP3 file. Its codec takes whole clips, so that this is held in memory, up to a limit. */
final class Mp3Pcm implements PcmReader {
    private static final int MOST_BYTES = 64 << 20;

    /** A format has no rate of 11025 Hz; the codec converts. */
    private static final int INSTEAD_OF_11025_HZ = 24000;

    private final short[] decoded;
    private final int length;
    private final int sampleRateHz;
    private int position;

    private Mp3Pcm(short[] decoded, int length, int sampleRateHz) {
        this.decoded = decoded;
        this.length = length;
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * Reads all of a stream and closes it.
     *
     * @param rateHz the rate to believe instead of the file's, or null
     * @throws CodecException if it is no MP3, too long, or there is no decoder
     */
    static Mp3Pcm of(InputStream in, @Nullable Integer rateHz) throws IOException {
        if (rateHz != null) {
            Payload.requireRate(rateHz);
        }
        byte[] bytes;
        try (in) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw tooLong();
        }
        int ownHz = Mp3Rate.of(bytes).orElseThrow(() -> new CodecException("there is no MP3 audio in the input"));
        AudioCodec codec = codec(ownHz);
        short[] decoded = new short[Math.min(codec.maxDecodedSamples(bytes.length), Mp3File.MOST_SAMPLES)];
        int length = decode(codec, bytes, decoded);
        return new Mp3Pcm(decoded, length, rateHz == null ? codec.format().sampleRateHz() : rateHz);
    }

    private static AudioCodec codec(int ownHz) {
        int rateHz = ownHz == 11025 ? INSTEAD_OF_11025_HZ : ownHz;
        return AddedCodec.of(MediaFormat.of(Encoding.MP3, rateHz));
    }

    private static int decode(AudioCodec codec, byte[] bytes, short[] decoded) {
        try {
            return codec.decode(bytes, 0, bytes.length, decoded, 0);
        } catch (IndexOutOfBoundsException full) {
            CodecException clear = tooLong();
            clear.initCause(full);
            throw clear;
        }
    }

    private static CodecException tooLong() {
        return new CodecException(
                "the MP3 file is too long: it is decoded in memory, " + Mp3File.MOST_SAMPLES + " samples at most");
    }

    @Override
    public String label() {
        return "MP3";
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm) {
        int count = Math.min(Conversion.CHUNK_SAMPLES, length - position);
        System.arraycopy(decoded, position, pcm, 0, count);
        position += count;
        return count == 0 ? -1 : count;
    }
}

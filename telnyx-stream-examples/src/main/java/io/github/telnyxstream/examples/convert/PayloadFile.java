package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Writes bare payloads, one after the other. */
final class PayloadFile implements PcmWriter {
    private final SeekableByteChannel channel;
    private final Payload payload;
    private final AudioCodec codec;
    private final short[] held;
    private final byte[] bytes;
    private int heldSamples;

    /** Writes into an empty file, which is closed with this; the codec is this object's own. */
    PayloadFile(SeekableByteChannel channel, Payload payload, AudioCodec codec) {
        this.channel = channel;
        this.payload = payload;
        this.codec = codec;
        int atOnce = payload.samplesAtOnce();
        this.held = new short[Conversion.CHUNK_SAMPLES / atOnce * atOnce];
        this.bytes = new byte[codec.maxEncodedBytes(held.length)];
    }

    @Override
    public int sampleRateHz() {
        return payload.sampleRateHz();
    }

    @Override
    public void write(short[] pcm, int offset, int lengthSamples) throws IOException {
        int next = offset;
        int end = offset + lengthSamples;
        while (next < end) {
            int count = Math.min(end - next, held.length - heldSamples);
            System.arraycopy(pcm, next, held, heldSamples, count);
            heldSamples += count;
            next += count;
            if (heldSamples == held.length) {
                encodeHeld();
            }
        }
    }

    @Override
    public void finish() throws IOException {
        int atOnce = payload.samplesAtOnce();
        int padded = (heldSamples + atOnce - 1) / atOnce * atOnce;
        Arrays.fill(held, heldSamples, padded, (short) 0);
        heldSamples = padded;
        encodeHeld();
    }

    private void encodeHeld() throws IOException {
        ByteBuffer encoded = ByteBuffer.wrap(bytes, 0, codec.encode(held, 0, heldSamples, bytes, 0));
        heldSamples = 0;
        while (encoded.hasRemaining()) {
            channel.write(encoded);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

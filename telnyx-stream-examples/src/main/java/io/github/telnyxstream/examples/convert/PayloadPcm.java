package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.ByteOrderDetector;
import io.github.telnyxstream.codec.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Payloads of an encoding without packet boundaries, one after the other: PCMU, PCMA, G.722, L16. */
final class PayloadPcm implements PcmReader {
    private static final int CHUNK_BYTES = Conversion.CHUNK_SAMPLES / 2; // G.722 makes two samples of a byte

    private final InputStream in;
    private final Payload payload;
    private final Consumer<String> notes;
    private final AudioCodec codec;
    private final byte[] bytes = new byte[CHUNK_BYTES];
    private final ByteOrderDetector ears;
    private long bytesLeft;

    /**
     * Reads a stream and closes it at the end.
     *
     * @param lengthBytes where the audio ends if the stream does not end before
     * @param notes takes lines for the user
     */
    PayloadPcm(InputStream in, Payload payload, long lengthBytes, Consumer<String> notes) {
        this.in = in;
        this.payload = payload;
        this.notes = notes;
        this.codec = payload.codec();
        this.ears = ears(payload.sampleRateHz());
        this.bytesLeft = lengthBytes;
    }

    /** The detector knows fewer rates than people try out: the nearest one that it knows. */
    private static ByteOrderDetector ears(int rateHz) {
        return ByteOrderDetector.of(Math.max(8000, Math.min(48000, rateHz / 50 * 50)));
    }

    @Override
    public String label() {
        return payload.label();
    }

    @Override
    public int sampleRateHz() {
        return payload.sampleRateHz();
    }

    @Override
    public int read(short[] pcm) throws IOException {
        int read = in.readNBytes(bytes, 0, (int) Math.min(bytes.length, bytesLeft));
        bytesLeft -= read;
        int whole = read;
        if (payload.encoding() == Encoding.L16) {
            ears.offer(bytes, 0, read);
            whole = wholeSamples(read);
        }
        if (whole == 0) {
            noteByteOrder();
            return -1;
        }
        return codec.decode(bytes, 0, whole, pcm, 0);
    }

    /** Only the end of the stream can be odd: everything before comes in full chunks. */
    private int wholeSamples(int lengthBytes) {
        if ((lengthBytes & 1) != 0) {
            notes.accept(
                    "the last byte was left out: L16 has two bytes per sample, and the input an odd number of bytes");
        }
        return lengthBytes & ~1;
    }

    private void noteByteOrder() {
        ByteOrder heard = ears.verdict();
        if (heard != null && !heard.equals(payload.byteOrder())) {
            notes.accept("this sounds like speech only when read as " + Payload.name(heard)
                    + "-endian: try --byte-order " + Payload.name(heard));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

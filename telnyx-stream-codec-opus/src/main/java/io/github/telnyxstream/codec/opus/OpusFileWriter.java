package io.github.telnyxstream.codec.opus;

import io.github.telnyxstream.codec.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes Opus packets into a file that players know ({@code .opus}; RFC 7845): those of a stream as they come, or an
 * encoder's own. Unlike payloads that are only put one after the other, they can be told apart again.
 *
 * <p>About a second of audio is held back until more comes or the file is finished. A file that never was can be played up
 * to there.
 *
 * <p><b>Threads:</b> one thread at a time; writing blocks as the stream does.
 */
public final class OpusFileWriter implements Closeable {
    /** What this project's encoder delays, 6.5 ms at 48 kHz: the pre-skip of a file of its packets. */
    public static final int ENCODER_DELAY_SAMPLES = 312;

    private static final int CLOCK_HZ = 48000;
    private static final int PAGE_SAMPLES = CLOCK_HZ;
    private static final byte[] VENDOR = "telnyx-stream".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final int preSkipSamples;
    private final int serial = ThreadLocalRandom.current().nextInt();
    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int pages;
    private long position;
    private long writtenPosition;
    private boolean finished;

    private OpusFileWriter(OutputStream out, OpusHead head) throws IOException {
        this.out = out;
        this.preSkipSamples = head.preSkipSamples();
        writeAlone(OggPage.FIRST, head.toBytes());
        writeAlone(0, tags());
    }

    private static byte[] tags() {
        ByteBuffer tags = ByteBuffer.allocate(16 + VENDOR.length).order(ByteOrder.LITTLE_ENDIAN);
        tags.put("OpusTags".getBytes(StandardCharsets.US_ASCII)).putInt(VENDOR.length);
        return tags.put(VENDOR).putInt(0).array();
    }

    private void writeAlone(int flags, byte[] packet) throws IOException {
        out.write(OggPage.of(flags, 0, serial, pages++, new byte[] {(byte) packet.length}, packet)
                .toBytes());
    }

    /**
     * Writes the header.
     *
     * @param out the file, empty so far; written to in large blocks, closed with the writer, but not when this method fails
     * @param sampleRateHz rate of what was encoded, 1 to 768000; players show it, and decode as they like
     * @param preSkipSamples samples at 48 kHz that players leave out at the beginning, 0 to 65535:
     *     {@link #ENCODER_DELAY_SAMPLES} for packets of this project's encoder from the first one on, 0 for a recording
     *     that begins somewhere
     * @return a writer
     * @throws IllegalArgumentException if a number is out of its range
     * @throws IOException if the stream fails
     */
    public static OpusFileWriter create(OutputStream out, int sampleRateHz, int preSkipSamples) throws IOException {
        Objects.requireNonNull(out, "out");
        if (sampleRateHz < 1 || sampleRateHz > 768_000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 1 to 768000");
        }
        if (preSkipSamples < 0 || preSkipSamples > 0xFFFF) {
            throw new IllegalArgumentException("preSkipSamples is " + preSkipSamples + ", must be 0 to 65535");
        }
        return new OpusFileWriter(out, new OpusHead(1, preSkipSamples, sampleRateHz, 0));
    }

    /**
     * Writes a packet.
     *
     * @param packet array that holds it; not kept
     * @param offset index of its first byte
     * @param lengthBytes 1 to {@link OpusFileReader#MAX_PACKET_BYTES}
     * @throws IllegalArgumentException if the length is out of its range
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws CodecException if it is no Opus packet; nothing is written, and the next one can be
     * @throws IllegalStateException after {@link #finish}
     * @throws IOException if the stream fails
     */
    public void write(byte[] packet, int offset, int lengthBytes) throws IOException {
        Objects.checkFromIndexSize(offset, lengthBytes, packet.length);
        if (lengthBytes < 1 || lengthBytes > OpusFileReader.MAX_PACKET_BYTES) {
            throw new IllegalArgumentException(
                    "lengthBytes is " + lengthBytes + ", must be 1 to " + OpusFileReader.MAX_PACKET_BYTES);
        }
        requireUnfinished();
        int samples = OpusPacket.samples(packet, offset, lengthBytes, CLOCK_HZ);
        int needed = lengthBytes / OggPage.MAX_PIECES + 1;
        boolean full = pieces.size() + needed > OggPage.MAX_PIECES;
        if (pieces.size() > 0 && (full || position - writtenPosition >= PAGE_SAMPLES)) {
            writePage(0);
        }
        for (int i = 1; i < needed; i++) {
            pieces.write(OggPage.MAX_PIECES);
        }
        pieces.write(lengthBytes % OggPage.MAX_PIECES);
        body.write(packet, offset, lengthBytes);
        position += samples;
    }

    private void writePage(int flags) throws IOException {
        out.write(OggPage.of(flags, position, serial, pages++, pieces.toByteArray(), body.toByteArray())
                .toBytes());
        pieces.reset();
        body.reset();
        writtenPosition = position;
    }

    /**
     * Ends the file where the audio ends, which may be inside of the last packet. The stream stays open.
     *
     * @param lengthSamples samples at 48 kHz without the pre-skip; players stop there
     * @throws IllegalArgumentException if the packets hold less, or that much less that the end is not in the last page
     * @throws IllegalStateException when called again
     * @throws IOException if the stream fails
     */
    public void finish(long lengthSamples) throws IOException {
        requireUnfinished();
        long end = preSkipSamples + lengthSamples;
        if (lengthSamples < 0 || end > position || end < writtenPosition) {
            throw new IllegalArgumentException("lengthSamples " + lengthSamples + " of packets that hold " + position
                    + " samples with the pre-skip, " + writtenPosition + " of them before the last page");
        }
        position = end;
        finished = true;
        writePage(OggPage.LAST);
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("the file is finished");
        }
    }

    /** Finishes the file with all that its packets hold, unless {@link #finish} was called, and closes the stream. */
    @Override
    public void close() throws IOException {
        try (out) {
            if (!finished) {
                finished = true;
                writePage(OggPage.LAST);
            }
        }
    }
}

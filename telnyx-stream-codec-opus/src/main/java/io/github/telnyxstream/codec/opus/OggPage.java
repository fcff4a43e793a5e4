package io.github.telnyxstream.codec.opus;

import io.github.telnyxstream.codec.CodecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A page of an Ogg file (RFC 3533 section 6): pieces of up to 255 bytes, of which a shorter one ends a packet. One thread
 * at a time.
 */
final class OggPage {
    /** The first piece goes on with a packet of the page before. */
    static final int CONTINUED = 1;

    static final int FIRST = 2;
    static final int LAST = 4;
    static final int MAX_PIECES = 255;

    /** The position of a page on which no packet ends. */
    static final long NO_POSITION = -1;

    private static final int HEAD_BYTES = 27;
    private static final int CHECKSUM_AT = 22;
    private static final int MAGIC = 0x5367674F; // OggS
    private static final int[] CHECKSUMS = checksums();

    private final ByteBuffer head;
    private final byte[] body;

    private OggPage(ByteBuffer head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /**
     * Makes a page.
     *
     * @param flags sum of {@link #CONTINUED}, {@link #FIRST}, {@link #LAST}
     * @param pieces the lengths of the pieces, 255 at most
     * @param body as long as their sum
     */
    static OggPage of(int flags, long position, int serial, int number, byte[] pieces, byte[] body) {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES + pieces.length).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(MAGIC).put((byte) 0).put((byte) flags).putLong(position);
        head.putInt(serial).putInt(number).putInt(0).put((byte) pieces.length).put(pieces);
        OggPage page = new OggPage(head, body);
        head.putInt(CHECKSUM_AT, page.checksum());
        return page;
    }

    /**
     * Reads the next page.
     *
     * @return null at the end of the stream, in the middle of a page too
     * @throws CodecException if it is no page, or not what was written
     */
    static @Nullable OggPage read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(HEAD_BYTES);
        if (start.length == HEAD_BYTES && !isStart(start)) {
            throw new CodecException("not an Ogg file, or a damaged one: a page does not begin with OggS");
        }
        return read(start, in);
    }

    /**
     * Reads the page behind the last one of a stream, if there is any.
     *
     * @return null at the end of the file, and when what follows is no page, such as a tag that was added
     * @throws CodecException if the page is not what was written
     */
    static @Nullable OggPage readBehindTheLast(InputStream in) throws IOException {
        byte[] start = in.readNBytes(HEAD_BYTES);
        return start.length == HEAD_BYTES && !isStart(start) ? null : read(start, in);
    }

    private static boolean isStart(byte[] start) {
        ByteBuffer fixed = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        return fixed.getInt(0) == MAGIC && fixed.get(4) == 0;
    }

    private static @Nullable OggPage read(byte[] start, InputStream in) throws IOException {
        if (start.length < HEAD_BYTES) {
            return null;
        }
        ByteBuffer fixed = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        byte[] pieces = in.readNBytes(start[HEAD_BYTES - 1] & 0xFF);
        int length = sum(pieces);
        byte[] body = in.readNBytes(length);
        if (pieces.length < (start[HEAD_BYTES - 1] & 0xFF) || body.length < length) {
            return null;
        }
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES + pieces.length).order(ByteOrder.LITTLE_ENDIAN);
        OggPage page = new OggPage(head.put(start).put(pieces), body);
        if (page.checksum() != fixed.getInt(CHECKSUM_AT)) {
            throw new CodecException("the Ogg file is damaged: the checksum of a page is another");
        }
        return page;
    }

    private static int sum(byte[] pieces) {
        int sum = 0;
        for (byte piece : pieces) {
            sum += piece & 0xFF;
        }
        return sum;
    }

    boolean is(int flag) {
        return (head.get(5) & flag) != 0;
    }

    /** The granule position: for Opus, samples at 48 kHz up to the end of the last packet that ends here. */
    long position() {
        return head.getLong(6);
    }

    /** Which of the streams of the file this is of. */
    int serial() {
        return head.getInt(14);
    }

    int pieces() {
        return head.capacity() - HEAD_BYTES;
    }

    int pieceBytes(int index) {
        return head.get(HEAD_BYTES + index) & 0xFF;
    }

    /** The pieces one after the other; not to be changed. */
    byte[] body() {
        return body;
    }

    byte[] toBytes() {
        byte[] bytes = new byte[head.capacity() + body.length];
        head.get(0, bytes, 0, head.capacity());
        System.arraycopy(body, 0, bytes, head.capacity(), body.length);
        return bytes;
    }

    /** That of the page with four zeros in the checksum's place. */
    private int checksum() {
        int sum = 0;
        for (int i = 0; i < head.capacity(); i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + 4;
            sum = checksum(sum, own ? (byte) 0 : head.get(i));
        }
        for (byte next : body) {
            sum = checksum(sum, next);
        }
        return sum;
    }

    private static int checksum(int before, byte next) {
        return (before << 8) ^ CHECKSUMS[(before >>> 24) ^ (next & 0xFF)];
    }

    private static int[] checksums() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int rest = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                rest = (rest << 1) ^ (rest < 0 ? 0x04C11DB7 : 0);
            }
            table[i] = rest;
        }
        return table;
    }
}

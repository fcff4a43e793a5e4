package io.github.telnyxstream.codec.wav;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The names, numbers and contents of a RIFF file's chunks, front to back; takes no byte more. One thread at a time. */
final class RiffInput {
    private static final int NAME_BYTES = 4;

    /** Names that may follow a chunk of odd length whose writer forgot the byte that makes it even. */
    private static final Set<String> KNOWN = Set.of("fmt ", "data", "fact", "LIST", "JUNK", "bext", "cue ", "PEAK");

    private final InputStream in;
    private final ByteOrder order;
    private long position;
    private boolean behindOddChunk;

    /**
     * Goes on with a stream.
     *
     * @param order that of the numbers
     * @param position bytes of the file that were read before
     */
    RiffInput(InputStream in, ByteOrder order, long position) {
        this.in = in;
        this.order = order;
        this.position = position;
    }

    /** Bytes of the file before the next one. */
    long position() {
        return position;
    }

    ByteOrder order() {
        return order;
    }

    /** The name of the next chunk. */
    String name() throws IOException {
        byte[] name = take(NAME_BYTES).array();
        if (behindOddChunk && !KNOWN.contains(text(name))) {
            System.arraycopy(name, 1, name, 0, NAME_BYTES - 1);
            name[NAME_BYTES - 1] = take(1).get();
        }
        behindOddChunk = false;
        return text(name);
    }

    /** An unsigned number of four bytes. */
    long number() throws IOException {
        return take(4).getInt() & 0xFFFF_FFFFL;
    }

    /**
     * The beginning of a chunk's content; the rest of it is left out.
     *
     * @param chunkBytes length of the content
     * @param mostBytes no more than this of it
     */
    ByteBuffer content(long chunkBytes, int mostBytes) throws IOException {
        ByteBuffer content = take((int) Math.min(chunkBytes, mostBytes));
        in.skipNBytes(chunkBytes - content.limit());
        position += chunkBytes - content.limit();
        behindOddChunk = (chunkBytes & 1) != 0;
        return content;
    }

    private ByteBuffer take(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("end of file");
        }
        position += length;
        return ByteBuffer.wrap(bytes).order(order);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

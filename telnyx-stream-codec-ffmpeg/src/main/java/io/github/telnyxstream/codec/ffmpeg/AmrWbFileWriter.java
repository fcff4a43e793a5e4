package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.CodecException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Writes AMR-WB payloads into a file that players know ({@code .awb}; RFC 4867 section 5): those of a stream as they come,
 * in either framing, or an encoder's own. Unlike payloads that are only put one after the other, their frames can be told
 * apart again. Needs no native library.
 *
 * <p><b>Threads:</b> one thread at a time; writing blocks as the stream does.
 */
public final class AmrWbFileWriter implements Closeable {
    private final OutputStream out;
    private final AmrWbPayload payload = new AmrWbPayload();
    private final byte[] frame = new byte[AmrWbPayload.MAX_FRAME_BYTES];

    private AmrWbFileWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the header.
     *
     * @param out the file, empty so far; better buffered. Closed with the writer, but not when this method fails
     * @return a writer
     * @throws IOException if the stream fails
     */
    public static AmrWbFileWriter create(OutputStream out) throws IOException {
        out.write(AmrWbFileReader.MAGIC);
        return new AmrWbFileWriter(out);
    }

    /**
     * Writes the frames of a payload.
     *
     * @param bytes array that holds it; not kept
     * @param offset index of its first byte
     * @param lengthBytes how long it is; 0 stands for a lost payload, 20 ms that players make up
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws CodecException if it is no AMR-WB payload; nothing is written, and the next one can be
     * @throws IOException if the stream fails
     */
    public void write(byte[] bytes, int offset, int lengthBytes) throws IOException {
        Objects.checkFromIndexSize(offset, lengthBytes, bytes.length);
        if (lengthBytes == 0) {
            out.write(AmrWbPayload.LOST);
            return;
        }
        int frames = payload.open(bytes, offset, lengthBytes);
        for (int i = 0; i < frames; i++) {
            out.write(frame, 0, payload.frame(i, bytes, offset, frame));
        }
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}

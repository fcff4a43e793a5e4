package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Gives the frames of an AMR-WB file ({@code .awb}, {@code .amr}; RFC 4867 section 5) one by one, each as a payload that
 * {@link AudioCodec#decode} takes, without holding the file in memory. Needs no native library.
 *
 * <p><b>Failure:</b> a file that is none, or of AMR's narrow band or of several channels, is a {@link CodecException}. A file
 * that ends before it should gives the whole frames that are there.
 *
 * <p><b>Threads:</b> one thread at a time; reading blocks as the stream does.
 */
public final class AmrWbFileReader implements Closeable {
    /** No payload is longer. */
    public static final int MAX_PAYLOAD_BYTES = AmrWbPayload.MAX_FRAME_BYTES + 1;

    static final byte[] MAGIC = "#!AMR-WB\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte NO_MODE_REQUEST = (byte) 0xF0;

    private final InputStream in;
    private boolean truncated;

    private AmrWbFileReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the header.
     *
     * @param in an AMR-WB file; better buffered. Closed with the reader, but not when this method fails
     * @return a reader at the first frame
     * @throws CodecException if it is not an AMR-WB file of one channel
     * @throws IOException if the stream fails
     */
    public static AmrWbFileReader open(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new CodecException("not an AMR-WB file of one channel: it does not begin with #!AMR-WB");
        }
        return new AmrWbFileReader(in);
    }

    /**
     * Gives the next frame, 20 ms of audio, as an octet-aligned payload.
     *
     * @param payload where it goes; {@link #MAX_PAYLOAD_BYTES} from the offset are always enough
     * @param offset index of its first byte
     * @return its length in bytes, at least 2, or -1 at the end
     * @throws IndexOutOfBoundsException if the payload does not fit; it is lost
     * @throws CodecException if a frame is of a type that nobody knows the size of
     * @throws IOException if the stream fails
     */
    public int read(byte[] payload, int offset) throws IOException {
        Objects.checkFromIndexSize(offset, 0, payload.length);
        int head = in.read();
        if (head < 0) {
            return -1;
        }
        int type = head >> 3 & 15;
        int bytes = AmrWbPayload.frameBytes(type);
        if (bytes == 0) {
            throw new CodecException("the AMR-WB file is damaged: it has a frame of type " + type);
        }
        byte[] speech = in.readNBytes(bytes - 1);
        if (speech.length < bytes - 1) {
            truncated = true;
            return -1;
        }
        Objects.checkFromIndexSize(offset, 1 + bytes, payload.length);
        payload[offset] = NO_MODE_REQUEST;
        payload[offset + 1] = (byte) (head & 0x7C);
        System.arraycopy(speech, 0, payload, offset + 2, speech.length);
        return 1 + bytes;
    }

    /**
     * Whether the file ends within a frame; one that ends between two cannot be told from a whole one.
     *
     * @return known when {@link #read} has given -1, false until then
     */
    public boolean isTruncated() {
        return truncated;
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }
}

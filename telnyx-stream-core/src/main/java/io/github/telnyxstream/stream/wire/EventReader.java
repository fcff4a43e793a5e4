package io.github.telnyxstream.stream.wire;

import java.nio.charset.StandardCharsets;

/**
 * Turns the text of a message into events. The media message in the shape that Telnyx documents is read by comparing it
 * with that shape, everything else by a JSON parser; what is read is the same.
 *
 * <p><b>Threads:</b> one at a time; one reader per session, because it remembers how the last message looked.
 * <b>Allocation:</b> media messages of the documented shape allocate nothing while the payloads have the same size, apart
 * from the bytes of a text that comes as a string.
 */
public final class EventReader {
    /** The largest message that is read, in bytes of UTF-8. */
    public static final int MAX_MESSAGE_BYTES = 2 << 20;

    private final MediaScanner scanner;
    private final GeneralReader general;

    /** A reader. */
    public EventReader() {
        Base64Payload base64 = new Base64Payload();
        this.scanner = new MediaScanner(base64);
        this.general = new GeneralReader(base64);
    }

    /**
     * Reads a message.
     *
     * @param message the text
     * @param sink takes what it says, during the call
     */
    public void read(String message, EventSink sink) {
        if (message.length() > MAX_MESSAGE_BYTES) {
            tooLong(message.length(), sink);
            return;
        }
        byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
        read(utf8, 0, utf8.length, sink);
    }

    /**
     * Reads a message.
     *
     * @param utf8 holds its text; only looked at, during the call
     * @param offset index of the first byte
     * @param lengthBytes how many
     * @param sink takes what it says, during the call
     */
    public void read(byte[] utf8, int offset, int lengthBytes, EventSink sink) {
        if (lengthBytes > MAX_MESSAGE_BYTES) {
            tooLong(lengthBytes, sink);
            return;
        }
        MediaMessage media = sink.mediaToFill();
        if (scanner.scan(utf8, offset, lengthBytes, media)) {
            sink.media(media);
        } else {
            general.read(utf8, offset, lengthBytes, sink);
        }
    }

    /**
     * Reads a message by the JSON parser in any case, which has to come to the same. For tests and measurements.
     *
     * @param utf8 holds its text; only looked at, during the call
     * @param offset index of the first byte
     * @param lengthBytes how many
     * @param sink takes what it says, during the call
     */
    public void readInAnyShape(byte[] utf8, int offset, int lengthBytes, EventSink sink) {
        general.read(utf8, offset, lengthBytes, sink);
    }

    private static void tooLong(int lengthBytes, EventSink sink) {
        sink.malformed(null, "message is longer than " + MAX_MESSAGE_BYTES + " bytes", -1, lengthBytes);
    }
}

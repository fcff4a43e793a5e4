package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes the three messages that Telnyx takes. Thread-safe. */
public final class MessageWriter {
    static final byte[] MEDIA_HEAD = ascii("{\"event\":\"media\",\"media\":{\"payload\":\"");
    private static final byte[] MARK_HEAD = ascii("{\"event\":\"mark\",\"mark\":{\"name\":\"");
    static final byte[] TAIL = ascii("\"}}");
    private static final OutgoingMessage CLEAR = OutgoingMessage.ofUtf8(ascii("{\"event\":\"clear\"}"));

    private MessageWriter() {}

    /**
     * A media message.
     *
     * @param payload codec bytes; not kept
     * @param offset index of the first byte
     * @param lengthBytes how many
     * @return the message
     */
    public static OutgoingMessage media(byte[] payload, int offset, int lengthBytes) {
        // the payload's alphabet needs no escaping, so that no JSON generator has to run 50 times a second and call
        byte[] exact = offset == 0 && lengthBytes == payload.length
                ? payload
                : Arrays.copyOfRange(payload, offset, offset + lengthBytes);
        return message(MEDIA_HEAD, Base64.getEncoder().encode(exact));
    }

    /**
     * The size of a media message.
     *
     * @param lengthBytes length of the payload
     * @return bytes on the wire without framing
     */
    public static int mediaBytes(int lengthBytes) {
        return MEDIA_HEAD.length + (lengthBytes + 2) / 3 * 4 + TAIL.length;
    }

    /**
     * A mark message.
     *
     * @param name any text
     * @return the message
     */
    public static OutgoingMessage mark(String name) {
        return message(MARK_HEAD, JsonStringEncoder.getInstance().quoteAsUTF8(name));
    }

    /**
     * The clear message.
     *
     * @return the message
     */
    public static OutgoingMessage clear() {
        return CLEAR;
    }

    private static OutgoingMessage message(byte[] head, byte[] content) {
        byte[] whole = Arrays.copyOf(head, head.length + content.length + TAIL.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        System.arraycopy(TAIL, 0, whole, head.length + content.length, TAIL.length);
        return OutgoingMessage.ofUtf8(whole);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

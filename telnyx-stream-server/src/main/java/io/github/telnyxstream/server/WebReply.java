package io.github.telnyxstream.server;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What to answer a {@link WebRequest}. Immutable but for the array of its body; {@code toString} shows no body.
 *
 * @param status HTTP status, 200 to 599
 * @param headers header fields to send, each once
 * @param body the whole body; not copied, must not be changed afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record WebReply(int status, Map<String, String> headers, byte[] body) {

    /** Copies the headers. */
    public WebReply {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status is " + status + ", must be 200 to 599");
        }
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /**
     * A reply without a body.
     *
     * @param status HTTP status
     * @return the reply
     */
    public static WebReply of(int status) {
        return new WebReply(status, Map.of(), new byte[0]);
    }

    /**
     * A reply of plain text.
     *
     * @param status HTTP status
     * @param text the text, sent as UTF-8
     * @return the reply
     */
    public static WebReply text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A page.
     *
     * @param status HTTP status
     * @param html the page, sent as UTF-8
     * @return the reply
     */
    public static WebReply html(int status, String html) {
        return bytes(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A reply of any kind.
     *
     * @param status HTTP status
     * @param contentType media type of the body
     * @param body the body; not copied
     * @return the reply
     */
    public static WebReply bytes(int status, String contentType, byte[] body) {
        return new WebReply(status, Map.of("Content-Type", contentType), body);
    }

    /**
     * The same reply with one more header.
     *
     * @param name its name
     * @param value its value
     * @return a new reply
     */
    public WebReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebReply(status, more, body);
    }

    @Override
    public String toString() {
        return "WebReply[" + status + ", " + body.length + " bytes]";
    }
}

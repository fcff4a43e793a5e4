package io.github.telnyxstream.testkit;

import java.util.Base64;
import java.util.Optional;

/**
 * Something that the engine sent to a {@link FakeTransport}. Immutable; {@code toString} shows no audio.
 *
 * @param text the whole message, JSON
 * @param atNanos when, by the transport's clock
 */
public record SentMessage(String text, long atNanos) {
    private static final String MEDIA = "{\"event\":\"media\",\"media\":{\"payload\":\"";
    private static final String MARK = "{\"event\":\"mark\",\"mark\":{\"name\":\"";

    /**
     * The bytes of a media message.
     *
     * @return the decoded payload, or empty for another message
     */
    public Optional<byte[]> payload() {
        return inner(MEDIA).map(Base64.getDecoder()::decode);
    }

    /**
     * The name of a mark message.
     *
     * @return the name as it stands in the JSON text, or empty for another message
     */
    public Optional<String> mark() {
        return inner(MARK);
    }

    /**
     * Whether this is the order to empty Telnyx's buffer.
     *
     * @return true for {@code clear}
     */
    public boolean isClear() {
        return text.equals("{\"event\":\"clear\"}");
    }

    private Optional<String> inner(String head) {
        return text.startsWith(head) ? Optional.of(text.substring(head.length(), text.length() - 3)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "SentMessage[" + text.length() + " characters at " + atNanos + " ns]";
    }
}

package io.github.telnyxstream.stream.event;

import org.jspecify.annotations.Nullable;

/**
 * Telnyx objects to something the application sent. The socket is not documented to close afterwards.
 *
 * @param streamId id of the stream, or null
 * @param code the error's number, or -1 when absent
 * @param title its name, or null
 * @param detail its explanation, or null
 */
public record ErrorEvent(
        @Nullable String streamId,
        int code,
        @Nullable String title,
        @Nullable String detail) implements StreamEvent {
    /** Unspecified. */
    public static final int UNKNOWN_ERROR = 100002;

    /** A message was not understood. */
    public static final int MALFORMED_FRAME = 100003;

    /** A payload was not base64. */
    public static final int INVALID_MEDIA = 100004;

    /** Too many messages. */
    public static final int RATE_LIMIT_REACHED = 100005;

    @Override
    public String toString() {
        return "ErrorEvent[stream=" + WireText.shown(streamId) + ", code=" + code + ", title=" + WireText.shown(title)
                + ", detail=" + WireText.shown(detail) + "]";
    }

    @Override
    public String eventName() {
        return "error";
    }

    /**
     * What most likely went wrong, for a person.
     *
     * @return a sentence, empty when the code says nothing
     */
    public String likelyCause() {
        return switch (code) {
            case MALFORMED_FRAME ->
                "a binary message, broken JSON, an unknown event or a missing media.payload was sent";
            case INVALID_MEDIA -> "a payload was not plain base64: URL-safe alphabet, data: prefix or line breaks";
            case RATE_LIMIT_REACHED ->
                "frames were sent although stream_bidirectional_mode was left at mp3, which allows"
                        + " one message a second";
            default -> "";
        };
    }
}

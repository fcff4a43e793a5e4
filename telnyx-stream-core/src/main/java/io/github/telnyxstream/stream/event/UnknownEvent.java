package io.github.telnyxstream.stream.event;

import java.util.Objects;

/**
 * A message of a kind that this version does not know, kept whole. {@code toString} hides the content.
 *
 * @param eventName the value of {@code event}, empty when absent
 * @param rawText the whole message
 */
public record UnknownEvent(String eventName, String rawText) implements StreamEvent {
    /** Checks that nothing is null. */
    public UnknownEvent {
        Objects.requireNonNull(eventName, "eventName");
        Objects.requireNonNull(rawText, "rawText");
    }

    @Override
    public String toString() {
        return "UnknownEvent[" + WireText.shown(eventName) + ", " + rawText.length() + " characters]";
    }
}

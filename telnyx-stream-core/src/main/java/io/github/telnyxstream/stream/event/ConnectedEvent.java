package io.github.telnyxstream.stream.event;

import org.jspecify.annotations.Nullable;

/**
 * The socket is open; the first message. {@code toString} hides the token.
 *
 * @param version protocol version, {@code "1.0.0"} in all documentation, or null
 * @param authToken the stream's token repeated, present only when one was configured, or null
 */
public record ConnectedEvent(
        @Nullable String version, @Nullable String authToken) implements StreamEvent {
    @Override
    public String eventName() {
        return "connected";
    }

    @Override
    public String toString() {
        return "ConnectedEvent[version=" + WireText.shown(version) + (authToken == null ? "" : ", token present") + "]";
    }
}

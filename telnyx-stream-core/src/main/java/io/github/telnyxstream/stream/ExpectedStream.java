package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Handshake;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream when its socket opens, before a word was said on it: enough to make the right listener. Immutable.
 *
 * @param callControlId the call that the stream must belong to, as its token told, or null where the authenticator lets any
 *     call in: the start event tells it then
 * @param settings what was asked of Telnyx for this stream, or null when nobody said
 * @param handshake the upgrade request, whose path and query the application may have chosen
 */
public record ExpectedStream(
        @Nullable String callControlId, @Nullable StreamSettings settings, Handshake handshake) {
    /** Checks that the handshake is there. */
    public ExpectedStream {
        Objects.requireNonNull(handshake, "handshake");
    }

    @Override
    public String toString() {
        return "ExpectedStream[call=" + callControlId + ", " + handshake + "]";
    }
}

package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.ConnectedEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What the handshake has told of the stream to come, and whether the stream that came is that one. */
record Expected(
        @Nullable String callControlId,
        @Nullable StreamSettings settings,
        @Nullable String shownToken) {

    /** What is sent: Telnyx takes PCMU unless it was asked to take something else. */
    MediaFormat outboundFormat() {
        return settings == null ? MediaFormat.PCMU : settings.outboundFormat();
    }

    boolean isInboundOnly() {
        return settings == null || settings.track() == StreamTrack.INBOUND;
    }

    /** Why the stream is not the expected one, or null. */
    @Nullable
    String objectionTo(ConnectedEvent event) {
        String repeated = event.authToken();
        return shownToken != null && repeated != null && !MessageDigest.isEqual(utf8(shownToken), utf8(repeated))
                ? "the token of the connected event is not that of the upgrade request"
                : null;
    }

    /** Why the stream is not the expected one, or null. */
    @Nullable
    String objectionTo(StartEvent event) {
        return callControlId != null && !callControlId.equals(event.callControlId())
                ? "the stream belongs to another call than its token"
                : null;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Expected[call=" + callControlId + "]";
    }
}

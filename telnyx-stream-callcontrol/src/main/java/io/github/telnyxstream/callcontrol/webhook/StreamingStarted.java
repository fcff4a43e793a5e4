package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Telnyx opened a media stream; the socket's start event may be earlier or later ({@code streaming.started}). Immutable.
 *
 * @param streamUrl its address with query, or null
 * @param details what all webhooks have in common
 */
public record StreamingStarted(@Nullable String streamUrl, EventDetails details) implements WebhookEvent {

    static StreamingStarted read(EventReader in) {
        return new StreamingStarted(in.text("stream_url"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

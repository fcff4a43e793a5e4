package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A media stream has ended ({@code streaming.stopped}). Immutable.
 *
 * @param streamUrl its address with query, or null
 * @param details what all webhooks have in common
 */
public record StreamingStopped(@Nullable String streamUrl, EventDetails details) implements WebhookEvent {

    static StreamingStopped read(EventReader in) {
        return new StreamingStopped(in.text("stream_url"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

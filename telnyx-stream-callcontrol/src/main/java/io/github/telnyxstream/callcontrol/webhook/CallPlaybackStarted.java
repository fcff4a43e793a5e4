package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A file is being played ({@code call.playback.started}). Immutable.
 *
 * @param mediaUrl its address, or null
 * @param mediaName its name, or null
 * @param overlay whether it is mixed over another, or null
 * @param details what all webhooks have in common
 */
public record CallPlaybackStarted(
        @Nullable String mediaUrl,
        @Nullable String mediaName,
        @Nullable Boolean overlay,
        EventDetails details) implements WebhookEvent {

    static CallPlaybackStarted read(EventReader in) {
        return new CallPlaybackStarted(in.text("media_url"), in.text("media_name"), in.flag("overlay"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

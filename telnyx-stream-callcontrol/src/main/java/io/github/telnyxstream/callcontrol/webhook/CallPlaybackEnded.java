package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A file is not being played any more ({@code call.playback.ended}). Immutable.
 *
 * @param mediaUrl its address, or null
 * @param mediaName its name, or null
 * @param overlay whether it was mixed over another, or null
 * @param status why
 * @param statusDetail more about the status, or null
 * @param details what all webhooks have in common
 */
public record CallPlaybackEnded(
        @Nullable String mediaUrl,
        @Nullable String mediaName,
        @Nullable Boolean overlay,
        OpenEnum<Status> status,
        @Nullable String statusDetail,
        EventDetails details)
        implements WebhookEvent {

    /** The values of {@code status} that are known. */
    public enum Status {
        /** There is no such file. */
        FILE_NOT_FOUND,
        /** The call ended. */
        CALL_HANGUP,
        /** Not known. */
        UNKNOWN,
        /** Another command stopped it. */
        CANCELLED,
        /** Answering machine detection stopped it. */
        CANCELLED_AMD,
        /** It was played to the end. */
        COMPLETED,
        /** It could not be played. */
        FAILED
    }

    static CallPlaybackEnded read(EventReader in) {
        return new CallPlaybackEnded(
                in.text("media_url"),
                in.text("media_name"),
                in.flag("overlay"),
                in.choice(Status.class, "status"),
                in.text("status_detail"),
                in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

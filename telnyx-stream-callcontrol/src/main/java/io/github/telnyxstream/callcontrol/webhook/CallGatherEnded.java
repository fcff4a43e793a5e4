package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A gather command has ended ({@code call.gather.ended}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param digits the keys, or null
 * @param status why it ended
 * @param gatherId id given in the command, or null
 * @param details what all webhooks have in common
 */
public record CallGatherEnded(
        @Nullable String from,
        @Nullable String to,
        @Nullable String digits,
        OpenEnum<Status> status,
        @Nullable String gatherId,
        EventDetails details)
        implements WebhookEvent {

    /** The values of {@code status} that are known. */
    public enum Status {
        /** The keys are as asked for. */
        VALID,
        /** They are not. */
        INVALID,
        /** The call ended. */
        CALL_HANGUP,
        /** Another command stopped it. */
        CANCELLED,
        /** Answering machine detection stopped it. */
        CANCELLED_AMD,
        /** No key came in time. */
        TIMEOUT
    }

    static CallGatherEnded read(EventReader in) {
        return new CallGatherEnded(
                in.text("from"),
                in.text("to"),
                in.text("digits"),
                in.choice(Status.class, "status"),
                in.text("gather_id"),
                in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

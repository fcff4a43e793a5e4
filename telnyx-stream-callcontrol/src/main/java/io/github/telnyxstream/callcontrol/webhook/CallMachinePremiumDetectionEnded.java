package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Premium answering machine detection has a verdict ({@code call.machine.premium.detection.ended}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param result the verdict
 * @param details what all webhooks have in common
 */
public record CallMachinePremiumDetectionEnded(
        @Nullable String from, @Nullable String to, OpenEnum<Result> result, EventDetails details)
        implements WebhookEvent {

    /** The values of {@code result} that are known. */
    public enum Result {
        /** A person at home. */
        HUMAN_RESIDENCE,
        /** A person at work. */
        HUMAN_BUSINESS,
        /** A machine. */
        MACHINE,
        /** Nobody spoke. */
        SILENCE,
        /** A fax. */
        FAX_DETECTED,
        /** Not known. */
        NOT_SURE
    }

    static CallMachinePremiumDetectionEnded read(EventReader in) {
        return new CallMachinePremiumDetectionEnded(
                in.text("from"), in.text("to"), in.choice(Result.class, "result"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The greeting of a machine is over, by premium detection ({@code call.machine.premium.greeting.ended}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param result how
 * @param details what all webhooks have in common
 */
public record CallMachinePremiumGreetingEnded(
        @Nullable String from, @Nullable String to, OpenEnum<Result> result, EventDetails details)
        implements WebhookEvent {

    /** The values of {@code result} that are known. */
    public enum Result {
        /** With a beep. */
        BEEP_DETECTED,
        /** Without one. */
        NO_BEEP_DETECTED
    }

    static CallMachinePremiumGreetingEnded read(EventReader in) {
        return new CallMachinePremiumGreetingEnded(
                in.text("from"), in.text("to"), in.choice(Result.class, "result"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}

package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose message it is. Immutable; {@code toString} shows of the caller's number the last two digits.
 *
 * @param callControlId the call; empty if Telnyx did not say
 * @param from who called, or null
 * @param to who was called, or null
 * @param startedAt when the message began
 */
public record CallFacts(
        String callControlId,
        @Nullable String from,
        @Nullable String to,
        Instant startedAt) {

    static CallFacts of(StartEvent start, Instant now) {
        String call = start.callControlId();
        return new CallFacts(call == null ? "" : call, start.from(), start.to(), now);
    }

    /**
     * A phone number that may stand in a log.
     *
     * @param number a number or SIP address, or null
     * @return its last two digits; words for a caller who shows none
     */
    public static String masked(@Nullable String number) {
        String shown = WireText.shownNumber(number);
        return shown.isEmpty() ? "an unknown number" : shown;
    }

    @Override
    public String toString() {
        return "call from " + masked(from);
    }
}

package io.github.telnyxstream.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of one turn went: from the caller's last word to the first that was heard of the answer. Each figure counts
 * from the end of speech and is null when its moment did not come. Immutable.
 *
 * @param turn counts the turns of a call from 1
 * @param endOfTurn the detector was sure that the caller had finished
 * @param transcript the final text was there
 * @param firstText the first piece of the answer was there
 * @param firstAudio the first audio of the answer was there
 * @param firstSent the first frame of the answer left
 * @param heard the first sentence had begun to be heard, as far as its mark tells
 * @param wasInterrupted whether the caller cut the answer short
 */
public record TurnReport(
        int turn,
        @Nullable Duration endOfTurn,
        @Nullable Duration transcript,
        @Nullable Duration firstText,
        @Nullable Duration firstAudio,
        @Nullable Duration firstSent,
        @Nullable Duration heard,
        boolean wasInterrupted) {

    /** One line for a log, in milliseconds, without a word of what was said. */
    @Override
    public String toString() {
        return "turn " + turn + (wasInterrupted ? " (interrupted)" : "") + ": end of turn " + millis(endOfTurn)
                + ", transcript " + millis(transcript) + ", first text " + millis(firstText) + ", first audio "
                + millis(firstAudio) + ", first sent " + millis(firstSent) + ", heard " + millis(heard)
                + " ms after the last word";
    }

    private static String millis(@Nullable Duration moment) {
        return moment == null ? "-" : Long.toString(moment.toMillis());
    }
}

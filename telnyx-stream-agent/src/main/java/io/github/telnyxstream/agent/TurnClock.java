package io.github.telnyxstream.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The moments of one turn. Confined to the loop of its call. */
final class TurnClock {
    private static final long NEVER = Long.MIN_VALUE;

    private final int turn;
    private final long speechEnded;
    private final long turnEnded;
    private final long transcript;
    private long firstText = NEVER;
    private long firstAudio = NEVER;
    private long firstSent = NEVER;
    private long heard = NEVER;

    TurnClock(int turn, long speechEndedNanos, long turnEndedNanos, long transcriptNanos) {
        this.turn = turn;
        this.speechEnded = speechEndedNanos;
        this.turnEnded = turnEndedNanos;
        this.transcript = transcriptNanos;
    }

    /** Of a turn that was no speech. */
    static TurnClock of(int turn, long nanos) {
        return new TurnClock(turn, nanos, nanos, nanos);
    }

    void firstText(long nanos) {
        firstText = firstText == NEVER ? nanos : firstText;
    }

    void firstAudio(long nanos) {
        firstAudio = firstAudio == NEVER ? nanos : firstAudio;
    }

    void firstSent(long nanos) {
        firstSent = firstSent == NEVER ? nanos : firstSent;
    }

    void heard(long nanos) {
        heard = heard == NEVER ? nanos : heard;
    }

    TurnReport report(boolean wasInterrupted) {
        return new TurnReport(
                turn,
                since(turnEnded),
                since(transcript),
                since(firstText),
                since(firstAudio),
                since(firstSent),
                since(heard),
                wasInterrupted);
    }

    private @Nullable Duration since(long moment) {
        return moment == NEVER ? null : Duration.ofNanos(Math.max(0, moment - speechEnded));
    }
}

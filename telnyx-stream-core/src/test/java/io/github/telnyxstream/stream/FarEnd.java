package io.github.telnyxstream.stream;

import java.util.List;

/** What Telnyx makes of frames that arrive: it plays them one after the other at their own speed. */
final class FarEnd {
    private static final long FRAME_NANOS = 20_000_000;

    private long playedOutNanos;
    private long mostAheadNanos;
    private int gaps;
    private boolean begun;

    static FarEnd of(List<FakeTransport.Sent> media) {
        FarEnd end = new FarEnd();
        media.forEach(sent -> end.arrived(sent.atNanos()));
        return end;
    }

    private void arrived(long atNanos) {
        if (!begun || playedOutNanos - atNanos < 0) {
            gaps += begun ? 1 : 0;
            begun = true;
            playedOutNanos = atNanos;
        }
        playedOutNanos += FRAME_NANOS;
        mostAheadNanos = Math.max(mostAheadNanos, playedOutNanos - atNanos);
    }

    /** The most audio that has ever waited to be played, the frame that plays included. */
    long mostAheadMillis() {
        return mostAheadNanos / 1_000_000;
    }

    /** Times it had nothing to play between two frames. */
    int gaps() {
        return gaps;
    }

    long playedOutNanos() {
        return playedOutNanos;
    }
}

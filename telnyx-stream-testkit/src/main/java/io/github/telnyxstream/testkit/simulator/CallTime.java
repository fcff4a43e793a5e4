package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.caller.CallerScript;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;

/** A call's own time: samples at 8 kHz since it was answered. */
record CallTime(Ticker ticker, long originNanos) {
    private static final long NANOS_PER_SAMPLE = 125_000;
    private static final long FRAME_NANOS = 20_000_000;

    long now() {
        return at(ticker.nanoTime());
    }

    long at(long nanos) {
        return Math.max(0, (nanos - originNanos) / NANOS_PER_SAMPLE);
    }

    long nanosOf(long sample) {
        return originNanos + sample * NANOS_PER_SAMPLE;
    }

    /** So that what begins there is not cut by the border of a frame. */
    long nextFrameStart() {
        return (now() / CallerScript.FRAME_SAMPLES + 1) * CallerScript.FRAME_SAMPLES;
    }

    long frameEnd(long frame) {
        return originNanos + (frame + 1) * FRAME_NANOS;
    }
}

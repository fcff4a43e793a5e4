package io.github.telnyxstream.testkit.simulator;

import org.jspecify.annotations.Nullable;

/** Whoever collects a call's keys now, if anybody does. On the ticker's thread. */
final class Gatherer {
    private @Nullable Gathering current;

    /** Begins to collect keys; what was being collected is over. */
    void begin(Gathering next) {
        stop("cancelled");
        current = next;
        next.begin();
    }

    void stop(String status) {
        if (current != null) {
            current.end(status);
        }
    }

    void over(Gathering ended) {
        if (current == ended) {
            current = null;
        }
    }

    void press(char digit) {
        if (current != null) {
            current.press(digit);
        }
    }
}

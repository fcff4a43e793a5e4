package io.github.telnyxstream.agent;

import java.time.Duration;

/** How long to wait before a service is tried again. Confined to the loop of its call. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /** The service has worked. */
    void reset() {
        next = FIRST;
    }

    /** Each time twice as long, 5 s at most. */
    Duration next() {
        Duration present = next;
        next = present.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : present.multipliedBy(2);
        return present;
    }
}

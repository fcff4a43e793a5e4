package io.github.telnyxstream.agent;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** How long to wait before a service is tried again. Confined to the loop of its call. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Many calls lose a service at the same moment, and are not to come back at the same moment. */
    private static final double MOST_SHORTER = 0.3;

    private static final AtomicLong CALLS = new AtomicLong();

    /** Several processes lose it at the same moment too, each with a first call. */
    private static final long OF_THIS_PROCESS = new SecureRandom().nextLong();

    private final DoubleSupplier random;
    private Duration next = FIRST;

    BackOff() {
        this(new SplittableRandom(OF_THIS_PROCESS + CALLS.getAndIncrement())::nextDouble);
    }

    /** With numbers from 0 to below 1. */
    BackOff(DoubleSupplier random) {
        this.random = random;
    }

    /** The service has worked. */
    void reset() {
        next = FIRST;
    }

    /** Each time about twice as long, 5 s at most. */
    Duration next() {
        Duration present = next;
        next = present.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : present.multipliedBy(2);
        return Duration.ofNanos((long) (present.toNanos() * (1 - MOST_SHORTER * random.getAsDouble())));
    }
}

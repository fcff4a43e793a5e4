package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for other threads; long enough for a slow machine, and no longer than it takes. */
final class Eventually {
    private Eventually() {}

    static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(120))
                .until(condition);
    }
}

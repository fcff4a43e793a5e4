package io.github.telnyxstream.callcontrol;

import java.time.Duration;

/** How the client waits between tries; replaced in tests so that nothing really waits. Thread-safe. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Waits.
     *
     * @param pause how long
     * @throws InterruptedException if the thread was interrupted
     */
    void sleep(Duration pause) throws InterruptedException;
}

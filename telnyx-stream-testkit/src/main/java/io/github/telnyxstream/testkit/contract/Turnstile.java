package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.Handshake;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Code of the application that blocks for those who come by one path, until it is opened for good. */
final class Turnstile {
    static final String PATH = "/media/held";
    /** A JDK without virtual threads blocks no more at a time. */
    static final int MOST_SURELY_HELD = 256;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    void pass(Handshake handshake) {
        if (!handshake.path().equals(PATH)) {
            return;
        }
        waiting.incrementAndGet();
        try {
            opened.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("nobody interrupts the engine's threads", stopped);
        }
    }

    /** How many have come so far. */
    int waiting() {
        return waiting.get();
    }

    void open() {
        opened.countDown();
    }
}

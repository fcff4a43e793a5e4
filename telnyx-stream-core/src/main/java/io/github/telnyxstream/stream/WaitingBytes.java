package io.github.telnyxstream.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what waits for the listeners of all sessions together. Thread-safe. */
final class WaitingBytes {
    private final MemoryLimits limits;
    private final Runnable relief;
    private final AtomicLong together = new AtomicLong();
    private final AtomicBoolean relieving = new AtomicBoolean();

    /** The second argument ends the session for which most waits, and returns at once, whatever locks are held. */
    WaitingBytes(MemoryLimits limits, Runnable relief) {
        this.limits = limits;
        this.relief = relief;
    }

    /** For tests: without end. */
    static WaitingBytes unlimited() {
        return new WaitingBytes(new MemoryLimits(1 << 30, Long.MAX_VALUE), () -> {});
    }

    long limitPerSession() {
        return limits.bytesPerSession();
    }

    void add(long bytes) {
        if (together.addAndGet(bytes) > limits.bytesTogether() && relieving.compareAndSet(false, true)) {
            relief.run();
        }
    }

    void remove(long bytes) {
        together.addAndGet(-bytes);
    }

    /** Whether it is not too much any more. Relief will be asked for again when more comes. */
    boolean endRelief() {
        relieving.set(false);
        return together.get() <= limits.bytesTogether();
    }

    long together() {
        return together.get();
    }
}

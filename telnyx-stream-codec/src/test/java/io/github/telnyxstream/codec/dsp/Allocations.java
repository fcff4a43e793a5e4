package io.github.telnyxstream.codec.dsp;

import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates. */
public final class Allocations {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /**
     * Bytes that the work allocates on this thread once everything it touches is loaded: the least of several runs, since the
     * JVM may allocate something of its own in one of them.
     */
    public static long bytesOf(Runnable work) {
        for (int i = 0; i < 10; i++) {
            work.run();
        }
        long own = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = THREADS.getThreadAllocatedBytes(own);
            work.run();
            least = Math.min(least, THREADS.getThreadAllocatedBytes(own) - before);
        }
        return least;
    }
}

package io.github.telnyxstream.testkit.network;

/** What a line does with bytes at the moment. Thread-safe. */
final class LineState {
    /** What becomes of bytes. */
    enum Mode {
        /** They go on. */
        FLOWING,
        /** They wait, and nothing more is read. */
        STALLED,
        /** They are read and lost. */
        VANISHED
    }

    private Mode mode = Mode.FLOWING;
    private long delayNanos;

    synchronized void become(Mode next) {
        mode = next;
        notifyAll();
    }

    synchronized void delay(long nanos) {
        delayNanos = nanos;
    }

    synchronized long delayNanos() {
        return delayNanos;
    }

    synchronized boolean isVanished() {
        return mode == Mode.VANISHED;
    }

    /** Waits while the line is stalled. */
    synchronized void awaitMoving() throws InterruptedException {
        while (mode == Mode.STALLED) {
            wait();
        }
    }
}

package io.github.telnyxstream.testkit.simulator;

/** What the application sends although it was told {@code stop}; a moment passes until it has read that. On the ticker's thread. */
final class AfterStop {
    private static final long GRACE_NANOS = 1_000_000_000;
    private static final int ENOUGH = 3;

    private boolean isTold;
    private long toldNanos;
    private int messages;

    /** {@code stop} was sent. */
    void told(long nowNanos) {
        isTold = true;
        toldNanos = nowNanos;
    }

    /** A message came; whether that makes it time to tell, which it does once. */
    boolean isSentOn(long arrivalNanos) {
        return isTold && arrivalNanos - toldNanos > GRACE_NANOS && ++messages == ENOUGH;
    }
}

package io.github.telnyxstream.stream;

/**
 * How many bytes may wait for listeners that are slow or blocked. Over the first limit a session drops its oldest audio;
 * when its events alone are more, it ends with {@link StreamFailure.Kind#LISTENER_OVERRUN}, and what waited is discarded.
 * Over the second one, the session for which most waits ends so. One message always fits. Immutable.
 *
 * @param bytesPerSession 64 KiB to 1 GiB; 4 MiB by default
 * @param bytesTogether of all sessions, at least as many and at least 4 MiB; an eighth of the heap by default, at most 256 MiB
 */
public record MemoryLimits(long bytesPerSession, long bytesTogether) {
    private static final long LEAST = 64 << 10;
    /** Two messages of the largest size that is taken. */
    private static final long LEAST_TOGETHER = 4 << 20;

    private static final long MOST = 1 << 30;
    private static final long DEFAULT_PER_SESSION = 4 << 20;
    private static final long DEFAULT_TOGETHER = 256 << 20;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public MemoryLimits {
        if (bytesPerSession < LEAST || bytesPerSession > MOST) {
            throw new IllegalArgumentException(
                    "bytesPerSession is " + bytesPerSession + ", must be " + LEAST + " to " + MOST);
        }
        if (bytesTogether < Math.max(bytesPerSession, LEAST_TOGETHER)) {
            throw new IllegalArgumentException("bytesTogether is " + bytesTogether + ", must be at least "
                    + Math.max(bytesPerSession, LEAST_TOGETHER));
        }
    }

    /**
     * Fits the heap of this JVM.
     *
     * @return the defaults
     */
    public static MemoryLimits defaults() {
        long together = Math.min(DEFAULT_TOGETHER, Runtime.getRuntime().maxMemory() / 8);
        return new MemoryLimits(DEFAULT_PER_SESSION, Math.max(DEFAULT_PER_SESSION, together));
    }
}

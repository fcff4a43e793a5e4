package io.github.telnyxstream.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Knows a quiet, held call from a dead socket: asks with pings, and takes for dead only a peer that was asked and then
 * said nothing. Whatever arrives is a sign of life; that the peer takes what is sent proves nothing, because a kernel
 * does that for minutes after its peer has stopped reading.
 *
 * <p>The pings also keep a stream open on which nothing else moves: proxies cut those, many of them after 60 s.
 *
 * <p>Signs come from any thread, the rest is the ticker's.
 */
final class SignsOfLife {
    private static final VarHandle LAST_SIGN =
            VarHandles.of(MethodHandles.lookup(), SignsOfLife.class, "lastSignNanos", long.class);

    private final long pingIntervalNanos;
    private final long silenceNanos;
    private volatile long lastSignNanos;
    private long lastPingNanos;
    /** The first ping since the last sign of life, where {@link #isAsked}. */
    private long askedNanos;

    private boolean isAsked;

    SignsOfLife(AcceptorOptions options) {
        this.pingIntervalNanos = options.pingInterval().toNanos();
        this.silenceNanos = options.silentPeerTimeout().toNanos();
        this.lastSignNanos = options.clock().nanoTime();
        this.lastPingNanos = lastSignNanos;
    }

    /** Something has come from the peer. */
    void seen(long nowNanos) {
        // with every message, and nobody waits to see it: no fence
        LAST_SIGN.setRelease(this, nowNanos);
    }

    /** Whether a ping is to be sent now; one is taken for sent then. */
    boolean takePingDue(long nowNanos) {
        long lastSign = lastSignNanos;
        if (isAsked && lastSign - askedNanos >= 0) {
            isAsked = false;
        }
        if (pingIntervalNanos == 0) {
            return false;
        }
        boolean isQuiet = silenceNanos > 0 && !isAsked && nowNanos - lastSign >= silenceNanos / 2;
        if (!isQuiet && nowNanos - lastPingNanos < pingIntervalNanos) {
            return false;
        }
        lastPingNanos = nowNanos;
        if (!isAsked) {
            isAsked = true;
            askedNanos = nowNanos;
        }
        return true;
    }

    /**
     * Whether the peer is dead. A machine that slept finds every peer silent, so that only time after a question counts.
     */
    boolean isGone(long nowNanos) {
        if (silenceNanos == 0 || nowNanos - lastSignNanos <= silenceNanos) {
            return false;
        }
        return pingIntervalNanos == 0 || (isAsked && nowNanos - askedNanos >= silenceNanos / 2);
    }
}

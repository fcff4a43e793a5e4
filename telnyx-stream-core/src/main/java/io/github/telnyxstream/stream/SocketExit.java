package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.concurrent.Executor;

/**
 * How a session leaves its socket: by the closing handshake or at once. A peer that does not read does not answer a
 * close either, so that the socket is aborted when it has not closed in time. Thread-safe.
 */
final class SocketExit {
    private final StreamTransport transport;
    private final Executor exits;
    private final StreamClock clock;
    private final long patienceNanos;
    private volatile boolean gone;
    private volatile boolean left;
    private volatile long leftNanos;

    SocketExit(StreamTransport transport, Engine engine) {
        this.transport = transport;
        this.exits = engine.workers().exits();
        this.clock = engine.options().clock();
        this.patienceNanos = engine.options().sendTimeout().toNanos();
    }

    /** The socket has told its end. */
    void gone() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    void close(int code, String reason) {
        leave();
        exits.execute(() -> transport.close(code, reason));
    }

    /** Drops the connection, whatever is known of it: to abort what is gone does no harm. */
    void abort() {
        leave();
        gone = true;
        exits.execute(transport::abort);
    }

    private void leave() {
        if (!left) {
            leftNanos = clock.nanoTime();
            left = true;
        }
    }

    /** Looks after a socket that was left; false when there is nothing more to look after. */
    boolean lookAfter(long nowNanos) {
        if (!gone && left && nowNanos - leftNanos > patienceNanos) {
            abort();
        }
        return !gone;
    }
}

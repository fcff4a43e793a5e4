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
    private final long patienceNanos;
    private volatile boolean gone;

    SocketExit(StreamTransport transport, Engine engine) {
        this.transport = transport;
        this.exits = engine.workers().exits();
        this.patienceNanos = engine.options().sendTimeout().toNanos();
    }

    /** The socket has told its end. */
    void gone() {
        gone = true;
    }

    void close(int code, String reason) {
        exits.execute(() -> transport.close(code, reason));
    }

    void abort() {
        gone = true;
        exits.execute(transport::abort);
    }

    /** Looks after a socket that was left so long ago; false when there is nothing more to look after. */
    boolean lookAfter(long leftForNanos) {
        if (!gone && leftForNanos > patienceNanos) {
            abort();
        }
        return !gone;
    }
}

package io.github.telnyxstream.stream.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls into a server whose methods wait for the peer, for the {@link StreamTransport} of such a server: it makes T6 and
 * T7 of them. One for each connection.
 *
 * <p>A servlet container's close waits for the send that is under way, and that send for the peer, 20 s and more. Here a close
 * is made by a thread of its own, and {@link #abort} interrupts whoever waits.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class BlockingCalls {
    private static final Logger log = LoggerFactory.getLogger(BlockingCalls.class);
    /** A connection ends once: threads are not worth keeping for the next one. */
    private static final Executor CLOSERS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "telnyx-stream-close");
                thread.setDaemon(true);
                return thread;
            });

    /** Threads that are in the server: one that sends, one that closes, one that aborts. */
    private final List<Thread> inside = new ArrayList<>(2);

    private boolean closing;
    private boolean aborted;

    /** The calls of a connection that is open. */
    public BlockingCalls() {}

    /**
     * Sends, and passes the end on. Blocks as long as the send does, at the longest until {@link #abort}.
     *
     * @param callback told of the end
     * @param send the server's send
     */
    public void send(SendCallback callback, SendCallback.BlockingSend send) {
        Objects.requireNonNull(callback, "callback");
        Objects.requireNonNull(send, "send");
        callback.completeAfter(() -> inside(send));
    }

    private void inside(SendCallback.BlockingSend call) throws Exception {
        enter();
        try {
            call.run();
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws IOException {
        if (aborted) {
            throw new IOException("the connection was dropped");
        }
        inside.add(Thread.currentThread());
    }

    /** An interrupt by {@link #abort} was for the server's method, not for what its thread does next. */
    private synchronized void leave() {
        if (inside.remove(Thread.currentThread()) && aborted && Thread.interrupted()) {
            log.trace("Interrupted in the server, as the connection was dropped");
        }
    }

    /**
     * For the first line of what the server calls at the connection's end: it may come on a thread that sends, closes or
     * aborts, and whoever is told of the end must not find it interrupted.
     */
    public void ended() {
        leave();
    }

    /**
     * Starts the closing handshake and returns. Does nothing after the first time, nor after an abort.
     *
     * @param close the server's close
     */
    public synchronized void close(SendCallback.BlockingSend close) {
        Objects.requireNonNull(close, "close");
        if (!closing && !aborted) {
            closing = true;
            CLOSERS.execute(() -> logged(() -> inside(close)));
        }
    }

    /**
     * Interrupts the send and the close that are under way, then hangs up, on a thread that is interrupted so that it waits
     * for nothing. Returns at once; does nothing after the first time.
     *
     * @param hangUp what comes closest to hanging up without a handshake
     */
    public synchronized void abort(SendCallback.BlockingSend hangUp) {
        Objects.requireNonNull(hangUp, "hangUp");
        if (!aborted) {
            aborted = true;
            inside.forEach(Thread::interrupt);
            CLOSERS.execute(() -> logged(() -> {
                enterInterrupted();
                try {
                    hangUp.run();
                } finally {
                    leave();
                }
            }));
        }
    }

    private synchronized void enterInterrupted() {
        inside.add(Thread.currentThread());
        Thread.currentThread().interrupt();
    }

    private static void logged(SendCallback.BlockingSend call) {
        try {
            call.run();
        } catch (Exception closedAlready) {
            log.debug("The peer was faster in closing", closedAlready);
        }
    }
}

package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a session ends: once, for whatever reason comes first, and how its socket is left. Thread-safe. */
final class Ending {
    private static final Logger log = LoggerFactory.getLogger(Ending.class);
    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;

    private final EngineSession session;
    private final Engine engine;
    private final Expected expected;
    private final SocketExit exit;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long overNanos;
    private volatile @Nullable String reason;

    Ending(EngineSession session, Engine engine, Expected expected, StreamTransport transport) {
        this.session = session;
        this.engine = engine;
        this.expected = expected;
        this.exit = new SocketExit(transport, engine);
    }

    boolean isOver() {
        return over.get();
    }

    /** Why, fit to be shown; null before. */
    @Nullable
    String reason() {
        return reason;
    }

    /** Looks after the socket that was left; false when that is done. */
    boolean lookAfterSocket(long nowNanos) {
        return exit.lookAfter(nowNanos - overNanos);
    }

    // ------------------------------------------------------------------ reasons

    /** The socket has told its end. */
    void socketClosed(int code, @Nullable String text) {
        exit.gone();
        if (code == NORMAL || code == NO_STATUS || code == GOING_AWAY) {
            // some servers hand over null
            StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED_BY_PEER, code, Objects.requireNonNullElse(text, ""));
            close("the socket was closed", end, () -> {});
        } else {
            fail(StreamFailure.Kind.CONNECTION_LOST, "the socket was closed with code " + code, null);
        }
    }

    void socketBroken(Throwable cause) {
        exit.gone();
        fail(StreamFailure.Kind.TRANSPORT_ERROR, "the socket is broken: " + cause, cause);
    }

    void close(StreamEnd.Kind kind, String why) {
        close(why, new StreamEnd(kind, -1, ""), () -> exit.close(NORMAL, ""));
    }

    /** Closes with 1001: the session is well, its server leaves (RFC 6455, section 7.4.1). */
    void goAway() {
        StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED_BY_APPLICATION, -1, "the server goes away");
        close("the server goes away", end, () -> exit.close(GOING_AWAY, "going away"));
    }

    void refuse(String why) {
        log.warn("A stream was refused: {}", why);
        fail(
                new StreamFailure(StreamFailure.Kind.UNAUTHORISED, why, null),
                () -> exit.close(POLICY_VIOLATION, "not the expected stream"));
    }

    void fail(StreamFailure.Kind kind, String why, @Nullable Throwable cause) {
        StreamFailure failure = new StreamFailure(kind, why, cause);
        if (fail(failure, exit::abort)) {
            log.warn("A stream failed: {}", failure.message());
        }
    }

    // ------------------------------------------------------------------ once

    private void close(String why, StreamEnd end, Runnable leaveSocket) {
        if (finish(why, l -> l.onClosed(session, end), leaveSocket)) {
            session.diagnosis().tally().closed(end.kind(), overNanos);
            String call = expected.callControlId();
            if (call != null && end.kind() != StreamEnd.Kind.CLOSED_BY_PEER && end.kind() != StreamEnd.Kind.REPLACED) {
                engine.streamEnded(call);
            }
        }
    }

    private boolean fail(StreamFailure failure, Runnable leaveSocket) {
        boolean first = finish(failure.message(), l -> l.onFailed(session, failure), leaveSocket);
        if (first) {
            session.diagnosis().tally().failed(failure.kind(), overNanos);
        }
        return first;
    }

    /**
     * Ends everything; only the first call counts. The socket is left to a worker: its methods may call back, and this
     * may run under a lock. The last callback is added after that, because with it the workers may be shut down; whoever
     * ends a session and does not run what waits leaves that to a visit, which is asked for here.
     */
    private boolean finish(String why, Consumer<StreamListener> lastCallback, Runnable leaveSocket) {
        if (over.get()) {
            return false;
        }
        overNanos = session.now();
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        String shown = WireText.shown(why);
        reason = shown;
        session.endRooms(shown);
        leaveSocket.run();
        session.calls().last(lastCallback, () -> engine.sessionEnded(session));
        session.visitNow();
        return true;
    }
}

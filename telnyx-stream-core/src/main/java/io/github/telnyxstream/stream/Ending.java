package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a session ends: once, for whatever reason comes first, and how its socket is left. Thread-safe. */
final class Ending {
    private static final Logger log = LoggerFactory.getLogger(Ending.class);
    static final int NORMAL = 1000;
    /** Nothing was received (RFC 6455, section 7.1.5). */
    static final int NO_CLOSE = 1006;

    private static final int NO_STATUS = 1005;
    private static final int GOING_AWAY = 1001;
    static final int POLICY_VIOLATION = 1008;

    private final EngineSession session;
    private final Engine engine;
    private final Expected expected;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long overNanos;
    private volatile @Nullable String reason;

    Ending(EngineSession session, Engine engine, Expected expected) {
        this.session = session;
        this.engine = engine;
        this.expected = expected;
    }

    boolean isOver() {
        return over.get();
    }

    /** Why, fit to be shown; null before. */
    @Nullable
    String reason() {
        return reason;
    }

    // ------------------------------------------------------------------ reasons

    /** Whether a peer that closes with that code has said good-bye: it will not come back (RFC 6455, section 7.4.1). */
    static boolean isFarewell(int code) {
        return code == NORMAL || code == NO_STATUS;
    }

    /** The socket has told its end. */
    void socketClosed(int code, String text) {
        if (isFarewell(code) || code == GOING_AWAY) {
            StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED_BY_PEER, code, text);
            close("the socket was closed", end, exit -> {});
        } else {
            fail(connectionLost(code));
        }
    }

    static StreamFailure connectionLost(int code) {
        return new StreamFailure(StreamFailure.Kind.CONNECTION_LOST, "the socket was closed with code " + code, null);
    }

    void close(StreamEnd.Kind kind, String why) {
        close(why, new StreamEnd(kind, -1, ""), exit -> exit.close(NORMAL, ""));
    }

    /** Closes with 1001: the session is well, its server leaves (RFC 6455, section 7.4.1). */
    void goAway() {
        StreamEnd end = new StreamEnd(StreamEnd.Kind.CLOSED_BY_APPLICATION, -1, "the server goes away");
        close("the server goes away", end, exit -> exit.close(GOING_AWAY, "going away"));
    }

    void refuse(String why) {
        log.warn("A stream was refused: {}", why);
        fail(
                new StreamFailure(StreamFailure.Kind.UNAUTHORISED, why, null),
                exit -> exit.close(POLICY_VIOLATION, "not the expected stream"));
    }

    void fail(StreamFailure.Kind kind, String why, @Nullable Throwable cause) {
        fail(new StreamFailure(kind, why, cause));
    }

    void fail(StreamFailure failure) {
        if (fail(failure, SocketExit::abort)) {
            log.warn("A stream failed: {}", failure.message());
        }
    }

    // ------------------------------------------------------------------ once

    private void close(String why, StreamEnd end, Consumer<SocketExit> leaving) {
        if (finish(why, l -> l.onClosed(session, end), leaving)) {
            session.diagnosis().tally().closed(end.kind(), overNanos);
            String call = expected.callControlId();
            if (call != null && end.kind() != StreamEnd.Kind.CLOSED_BY_PEER && end.kind() != StreamEnd.Kind.REPLACED) {
                engine.streamEnded(call);
            }
        }
    }

    private boolean fail(StreamFailure failure, Consumer<SocketExit> leaving) {
        boolean first = finish(failure.message(), l -> l.onFailed(session, failure), leaving);
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
    private boolean finish(String why, Consumer<StreamListener> lastCallback, Consumer<SocketExit> leaving) {
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
        session.lines().leave(leaving);
        session.calls().last(lastCallback, () -> engine.sessionEnded(session));
        session.visitNow();
        return true;
    }
}

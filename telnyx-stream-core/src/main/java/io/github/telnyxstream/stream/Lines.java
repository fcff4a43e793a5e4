package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The line of a session, what its loss means, and the place that it takes. Thread-safe. */
final class Lines {
    private final EngineSession session;
    private final Line first;
    private final @Nullable Wire wire;
    private final @Nullable Resumption resumption;
    private volatile Line line;
    private final Object placing = new Object();

    @GuardedBy("placing")
    private @Nullable Place place;

    Lines(EngineSession session, Engine engine, Expected expected, StreamTransport transport, MediaPool pool) {
        this.session = session;
        boolean isResumable = !engine.options().resumeWithin().isZero() && expected.callControlId() != null;
        this.wire = isResumable ? new Wire(transport, engine.workers().senders(), this::sendFailed) : null;
        this.first = new Line(session, engine, expected, transport, pool);
        this.line = first;
        this.resumption = wire == null ? null : new Resumption(session, engine, expected, pool, wire);
    }

    /** What is written to: the socket itself where it is the only one that there will be. */
    StreamTransport written() {
        return wire == null ? first.transport() : wire;
    }

    Line first() {
        return first;
    }

    /** The line that is heard. */
    Line line() {
        return line;
    }

    @Nullable
    Resumption resumption() {
        return resumption;
    }

    boolean isLost() {
        return resumption != null && resumption.isLost();
    }

    // ------------------------------------------------------------------ losing

    void closed(Line from, int code, String reason) {
        boolean goesOn = Ending.isFarewell(code)
                ? drop(from) || isLost() || !line.equals(from)
                : lose(from, Ending.connectionLost(code));
        if (!goesOn) {
            session.ending().socketClosed(code, reason);
        }
    }

    void broken(Line from, String message, Throwable cause) {
        loseOrFail(from, new StreamFailure(StreamFailure.Kind.TRANSPORT_ERROR, message, cause));
    }

    void sendFailed(StreamTransport by, Throwable cause) {
        Line current = line;
        if (current.transport().equals(by)) {
            broken(current, "a message could not be sent: " + cause, cause);
            session.calls().runWaiting();
        }
    }

    void loseOrFail(Line from, StreamFailure why) {
        if (!lose(from, why)) {
            session.ending().fail(why);
        }
    }

    private boolean lose(Line from, StreamFailure why) {
        return resumption != null && resumption.lose(from, why);
    }

    /** Leaves a socket that has come for the call and is not heard; false if it is not such a one. */
    boolean drop(Line from) {
        return resumption != null && resumption.drop(from);
    }

    /** Leaves all sockets: the session is over. */
    void leave(Consumer<SocketExit> how) {
        if (resumption != null) {
            resumption.end();
        }
        if (!isLost()) {
            how.accept(line.exit());
        }
    }

    /** Whether one of the sockets that were left has not told its end. */
    boolean isLookedAfter(long nowNanos) {
        boolean others = resumption != null && resumption.lookAfterSockets(nowNanos);
        return line.exit().lookAfter(nowNanos) || others;
    }

    // ------------------------------------------------------------------ coming back

    /** A start is going to be looked at. */
    void starting(Line from) {
        if (resumption != null) {
            resumption.starting(from);
        }
    }

    /** The start of the line that is heard was accepted, and was not the first. Safe under the inbound lock. */
    void resumed(StartEvent event) {
        if (resumption != null) {
            resumption.resumed(event);
        }
    }

    /** Hears another line, and has its place. */
    void goOnWith(Line next, Place newPlace) {
        line = next;
        synchronized (placing) {
            if (place != null) {
                place.giveBack();
            }
            place = newPlace;
        }
    }

    void take(Place taken) {
        synchronized (placing) {
            place = taken;
        }
    }

    void givePlaceBack() {
        synchronized (placing) {
            if (place != null) {
                place.giveBack();
            }
        }
    }
}

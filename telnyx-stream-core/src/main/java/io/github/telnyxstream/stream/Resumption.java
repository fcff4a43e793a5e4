package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a session whose connection is lost: it waits, and goes on with the socket on which the same call starts
 * again. A newer socket takes over with its start, not before, so that one that is opened and never starts harms nothing.
 * Thread-safe; none of its calls is to be made under a lock unless it says so.
 */
final class Resumption {
    private final EngineSession session;
    private final Engine engine;
    private final Expected expected;
    private final MediaPool pool;
    private final Wire wire;
    private final long graceNanos;

    /** Why the connection is lost; null while there is one. */
    @GuardedBy("this")
    private @Nullable StreamFailure loss;

    @GuardedBy("this")
    private long lostNanos;
    /** A socket of the same call that has not started, and its place. */
    @GuardedBy("this")
    private @Nullable Newcomer newcomer;

    /** Sockets that were left and have not told their end. */
    @GuardedBy("this")
    private final List<Line> leaving = new ArrayList<>(0);

    private record Newcomer(Line line, Place place) {}

    Resumption(EngineSession session, Engine engine, Expected expected, MediaPool pool, Wire wire) {
        this.session = session;
        this.expected = expected;
        this.engine = engine;
        this.pool = pool;
        this.wire = wire;
        this.graceNanos = engine.options().resumeWithin().toNanos();
    }

    synchronized boolean isLost() {
        return loss != null;
    }

    private synchronized boolean isNewcomer(Line line) {
        return newcomer != null && newcomer.line.equals(line);
    }

    // ------------------------------------------------------------------ losing

    /**
     * The connection of a line is lost, if it is the one that the session hears.
     *
     * @return false if that ends the session
     */
    boolean lose(Line line, StreamFailure why) {
        if (isNewcomer(line)) {
            drop(line);
            return true;
        }
        synchronized (this) {
            if (!session.line().equals(line) || loss != null) {
                return true;
            }
            if (session.hasEnded() || !line.hasStarted()) {
                return false;
            }
            loss = why;
            lostNanos = session.now();
            leaving.add(line);
        }
        session.outbound().lose();
        wire.detach();
        line.stopHearing();
        line.exit().abort();
        session.diagnosis().note("the connection is lost: " + why.message());
        session.diagnosis().tally().observer().onLost();
        session.calls().post(listener -> listener.onLost(session, why));
        session.visitNow();
        return true;
    }

    // ------------------------------------------------------------------ coming back

    /** Another socket of the call is open; null if the session is over. */
    @Nullable
    Line open(Place place, @Nullable String shownToken, StreamTransport transport) {
        Expected again = new Expected(expected.callControlId(), expected.settings(), shownToken);
        Line next = new Line(session, engine, again, transport, pool);
        Newcomer before;
        boolean isSecond;
        synchronized (this) {
            if (session.hasEnded()) {
                return null;
            }
            before = newcomer;
            newcomer = new Newcomer(next, place);
            isSecond = loss == null;
        }
        if (before != null) {
            leave(before, Ending.NORMAL);
        }
        if (isSecond) {
            session.found(Finding.Kind.TWO_SOCKETS, "a newer one has come; it takes over when it starts");
        }
        session.diagnosis().note("another socket of the call was opened");
        session.visitNow();
        return next;
    }

    /** A start has come on a line: if it is the newcomer, the session goes on with it. */
    void starting(Line line) {
        if (!isNewcomer(line)) {
            return;
        }
        Line before = session.line();
        boolean unused = lose(
                before,
                new StreamFailure(
                        StreamFailure.Kind.CONNECTION_LOST, "a newer socket of the same call has come", null));
        synchronized (this) {
            Newcomer next = newcomer;
            if (next == null || !next.line.equals(line) || session.hasEnded()) {
                return;
            }
            newcomer = null;
            session.goOnWith(next.line, next.place);
            wire.attach(line.transport());
        }
    }

    /** The start of the line that the session goes on with was accepted. Safe under the inbound lock. */
    void resumed(StartEvent event) {
        long since;
        synchronized (this) {
            loss = null;
            since = lostNanos;
        }
        session.diagnosis().note("the stream is resumed");
        session.diagnosis().tally().observer().onResumed(session.now() - since);
        session.calls().post(listener -> listener.onResumed(session, event));
        session.outbound().regain();
    }

    /** Whether a line has come for the session that is not heard yet, and is to be left now. Safe under the inbound lock. */
    boolean drop(Line line) {
        Newcomer dropped;
        synchronized (this) {
            dropped = newcomer;
            if (dropped == null || !dropped.line.equals(line)) {
                return false;
            }
            newcomer = null;
        }
        leave(dropped, Ending.POLICY_VIOLATION);
        return true;
    }

    private void leave(Newcomer dropped, int code) {
        dropped.line.exit().close(code, code == Ending.NORMAL ? "" : "not the expected stream");
        dropped.place.giveBack();
        synchronized (this) {
            leaving.add(dropped.line);
        }
        session.diagnosis().note("the other socket of the call did not start a stream");
    }

    // ------------------------------------------------------------------ time and the end

    /** A visit, on the ticker. */
    void tick(long nowNanos) {
        Line current = session.line();
        Newcomer waiting;
        StreamFailure why;
        synchronized (this) {
            waiting = newcomer;
            why = waiting == null && nowNanos - lostNanos >= graceNanos ? loss : null;
        }
        if (current.exit().isGone() && current.hasStarted()) {
            // it told its end while it was being taken over; else it is known to be lost
            boolean unused = lose(current, Ending.connectionLost(Ending.NO_CLOSE));
        }
        if (waiting != null) {
            waiting.line.inbound().tick(nowNanos);
        } else if (why != null) {
            session.ending()
                    .fail(
                            StreamFailure.Kind.NOT_RESUMED,
                            "the connection was lost and did not come back within "
                                    + engine.options().resumeWithin().toMillis() + " ms: " + why.message(),
                            why.cause());
        }
        lookAfterSockets(nowNanos);
    }

    /** Looks after the sockets that were left; false when that is done. */
    synchronized boolean lookAfterSockets(long nowNanos) {
        leaving.removeIf(line -> !line.exit().lookAfter(nowNanos));
        return !leaving.isEmpty();
    }

    /** The session is over. Safe under any lock. */
    void end() {
        Newcomer dropped;
        synchronized (this) {
            dropped = newcomer;
            newcomer = null;
        }
        if (dropped != null) {
            leave(dropped, Ending.NORMAL);
        }
    }
}

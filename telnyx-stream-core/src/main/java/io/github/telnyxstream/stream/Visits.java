package io.github.telnyxstream.stream;

import org.jspecify.annotations.Nullable;

/** What time alone brings to a session: frames that are due, time-outs, a peer that is silent. On the ticker. */
final class Visits implements Ticker.Visited {
    private static final long MIN_IDLE_NANOS = 20_000_000;
    private static final long MAX_IDLE_NANOS = 500_000_000;

    private final EngineSession session;
    private final Engine engine;
    private final Lines lines;
    private final Outbox outbox;
    private final long idleNanos;
    private final long sendTimeoutNanos;
    private final Punctuality punctuality = new Punctuality();
    private volatile Ticker.@Nullable Seat seat;
    /** When frames will be due; 0 when nothing waits. The ticker's. */
    private long dueNanos;

    Visits(EngineSession session, Engine engine, Lines lines, Outbox outbox) {
        this.session = session;
        this.engine = engine;
        this.lines = lines;
        this.outbox = outbox;
        this.idleNanos = idleNanos(engine.options());
        this.sendTimeoutNanos = engine.options().sendTimeout().toNanos();
    }

    /** Often enough for the shortest of the time-outs to be kept. */
    private static long idleNanos(AcceptorOptions options) {
        long shortest =
                Math.min(options.startTimeout().toNanos(), options.sendTimeout().toNanos());
        if (!options.silentPeerTimeout().isZero()) {
            shortest = Math.min(shortest, options.silentPeerTimeout().toNanos());
        }
        if (!options.pingInterval().isZero()) {
            shortest = Math.min(shortest, options.pingInterval().toNanos());
        }
        return Math.max(MIN_IDLE_NANOS, Math.min(MAX_IDLE_NANOS, shortest / 8));
    }

    Punctuality punctuality() {
        return punctuality;
    }

    void begin() {
        seat = engine.ticker().add(this, idleNanos);
    }

    /** There will be something to pump within so many nanoseconds. Safe under any lock. */
    void visitSoon(long nanos) {
        if (nanos < idleNanos && !session.hasEnded()) {
            visitWithin(nanos);
        }
    }

    void visitWithin(long nanos) {
        Ticker.Seat own = seat;
        if (own != null && nanos != Long.MAX_VALUE) {
            own.visitWithin(nanos);
        }
    }

    @Override
    public long tick(long nowNanos) {
        if (session.hasEnded()) {
            leave(nowNanos);
            return idleNanos;
        }
        lines.line().inbound().tick(nowNanos);
        Resumption resumption = lines.resumption();
        if (resumption != null) {
            resumption.tick(nowNanos);
        }
        if (dueNanos != 0) {
            session.diagnosis().tally().observer().onPacerVisit(Math.max(0, nowNanos - dueNanos));
            if (nowNanos - dueNanos >= 0) {
                punctuality.late(nowNanos - dueNanos);
            }
        }
        long next = Math.min(idleNanos, session.outbound().tick(nowNanos));
        dueNanos = next < idleNanos ? nowNanos + next : 0;
        next = Math.min(next, session.listening().tick(nowNanos));
        outbox.drain();
        watchLife(nowNanos);
        session.calls().runWaiting();
        return Math.min(next, outbox.nextLookNanos(nowNanos));
    }

    /** After the end; not before the last callback waits, because it may be up to this visit to have it run. */
    private void leave(long nowNanos) {
        boolean over =
                !lines.isLookedAfter(nowNanos) && session.calls().mailbox().isClosed();
        Ticker.Seat own = seat;
        if (over && own != null) {
            own.leave();
        }
        session.calls().runWaiting();
    }

    private void watchLife(long nowNanos) {
        session.look(nowNanos);
        Line line = lines.line();
        if (line.signs().takePingDue(nowNanos)) {
            outbox.ping();
        }
        if (line.hasStarted() && line.signs().isGone(nowNanos)) {
            lose(
                    line,
                    StreamFailure.Kind.SILENT_PEER,
                    "nothing came for " + engine.options().silentPeerTimeout().toMillis()
                            + " ms, not even an answer to a ping: the connection is half open");
        }
        if (outbox.sendingForNanos(nowNanos) > sendTimeoutNanos) {
            long millis = engine.options().sendTimeout().toMillis();
            lose(
                    line,
                    StreamFailure.Kind.SEND_TIMEOUT,
                    "a message was not taken within " + millis + " ms: the peer has stopped reading");
        }
    }

    private void lose(Line line, StreamFailure.Kind kind, String why) {
        lines.loseOrFail(line, new StreamFailure(kind, why, null));
    }
}

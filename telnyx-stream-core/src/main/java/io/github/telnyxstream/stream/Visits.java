package io.github.telnyxstream.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What time alone brings to a session, on the ticker. There are visits for frames that are due, fifty a second while something
 * plays, which must touch as little memory as they can, because thousands of sessions do not fit into a processor's cache; and
 * a few a second, and whenever somebody asks, that look after all the rest: time-outs, keys, a peer that is silent, callbacks
 * that nobody runs.
 */
final class Visits implements Ticker.Visited {
    private static final long MIN_IDLE_NANOS = 20_000_000;
    private static final long MAX_IDLE_NANOS = 500_000_000;
    private static final VarHandle LOOK = VarHandles.of(MethodHandles.lookup(), Visits.class, "lookNanos", long.class);

    private final EngineSession session;
    private final Engine engine;
    private final StreamClock clock;
    private final Lines lines;
    private final Outbox outbox;
    private final Pump pump;
    private final StreamObserver observer;
    private final boolean isObserved;
    private final long idleNanos;
    private final long sendTimeoutNanos;
    private final Punctuality punctuality = new Punctuality();
    private volatile Ticker.@Nullable Seat seat;
    /** When frames will be due; 0 when nothing waits. The ticker's. */
    private long dueNanos;
    /** When all the rest is to be looked after. */
    private volatile long lookNanos;

    Visits(EngineSession session, Engine engine, Lines lines, Outbox outbox, Pump pump) {
        this.session = session;
        this.engine = engine;
        this.clock = engine.options().clock();
        this.lines = lines;
        this.outbox = outbox;
        this.pump = pump;
        this.observer = engine.options().observer();
        this.isObserved = !observer.equals(StreamObserver.NONE);
        this.idleNanos = idleNanos(engine.options());
        this.sendTimeoutNanos = engine.options().sendTimeout().toNanos();
        this.lookNanos = clock.nanoTime() + idleNanos;
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
    void pumpWithin(long nanos) {
        Ticker.Seat own = seat;
        if (own != null && nanos < idleNanos && !session.hasEnded()) {
            own.visitWithin(nanos);
        }
    }

    /** All is to be looked after within so many nanoseconds. Safe under any lock. */
    void lookWithin(long nanos) {
        Ticker.Seat own = seat;
        if (nanos >= idleNanos) {
            return;
        }
        lookAt(clock.nanoTime() + Math.max(0, nanos));
        if (own != null) {
            own.visitWithin(nanos);
        }
    }

    private void lookAt(long nanos) {
        long before = lookNanos;
        while (nanos - before < 0 && !LOOK.compareAndSet(this, before, nanos)) {
            before = lookNanos;
        }
    }

    @Override
    public int touch() {
        return punctuality.touch() + pump.touch();
    }

    @Override
    public long tick(long nowNanos) {
        // whoever is visited although no frame is due is visited for something else
        boolean isLook = dueNanos == 0 || nowNanos - lookNanos >= 0;
        long next;
        try {
            next = frames(nowNanos);
        } finally {
            // time-outs are kept when a codec fails, too
            if (isLook) {
                lookAfterTheRest(nowNanos);
            }
        }
        return Math.min(next, Math.max(0, lookNanos - nowNanos));
    }

    private void lookAfterTheRest(long nowNanos) {
        // first, so that whoever asks while it goes on is not forgotten
        lookNanos = nowNanos + idleNanos;
        if (session.hasEnded()) {
            leave(nowNanos);
            return;
        }
        boolean isDone = false;
        try {
            long nextLook = look(nowNanos);
            isDone = true;
            if (nextLook < idleNanos) {
                lookAt(nowNanos + nextLook);
            }
        } finally {
            if (!isDone) {
                lookAt(nowNanos + MIN_IDLE_NANOS);
            }
        }
    }

    private long frames(long nowNanos) {
        if (dueNanos != 0) {
            if (isObserved) {
                observer.onPacerVisit(Math.max(0, nowNanos - dueNanos));
            }
            if (nowNanos - dueNanos >= 0) {
                punctuality.late(nowNanos - dueNanos);
            }
        }
        long next = pump.tick(nowNanos);
        dueNanos = next < idleNanos ? nowNanos + next : 0;
        return Math.min(next, outbox.tick(nowNanos));
    }

    /** Returns nanoseconds until something is to be looked after that does not wait for the next look. */
    private long look(long nowNanos) {
        lines.line().inbound().tick(nowNanos);
        Resumption resumption = lines.resumption();
        if (resumption != null) {
            resumption.tick(nowNanos);
        }
        pump.look(nowNanos);
        long next = session.listening().tick(nowNanos);
        watchLife(nowNanos);
        session.calls().runWaiting();
        return next;
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

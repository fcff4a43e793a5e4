package io.github.telnyxstream.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread for all sessions of an acceptor: every millisecond it visits the sessions of one phase, so that each is
 * visited every 20 ms and the work is spread evenly. A session that has just got audio is visited at the next tick.
 */
final class Ticker implements AutoCloseable {
    /** Something to be visited every 20 ms; must not block. What it throws is logged and harms no other. */
    interface Visited {
        void tick(long nowNanos);
    }

    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final long TICK_NANOS = 1_000_000;
    private static final int PHASES = 20;

    private final StreamClock clock;
    private final Object idle = new Object();
    private final Set<Visited>[] ring;
    private final ConcurrentLinkedQueue<Visited> woken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private int nextPhase;
    private boolean started;
    /** On a clock that calls: whether the next tick is asked for. Guarded by {@link #idle}. */
    private boolean called;

    private long nextNanos;
    private long tick;
    private volatile boolean closed;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Ticker(StreamClock clock) {
        this.clock = clock;
        this.ring = new Set[PHASES];
        for (int phase = 0; phase < PHASES; phase++) {
            ring[phase] = ConcurrentHashMap.newKeySet();
        }
    }

    /** Visits the session from now on; the returned handle ends that. */
    Runnable add(Visited session) {
        synchronized (idle) {
            Set<Visited> phase = ring[Math.floorMod(nextPhase++, PHASES)];
            phase.add(session);
            count.incrementAndGet();
            startOnce();
            idle.notifyAll();
            return () -> {
                if (phase.remove(session)) {
                    count.decrementAndGet();
                }
            };
        }
    }

    /** Visits the session at the next tick too. */
    void wake(Visited session) {
        woken.add(session);
    }

    /** Late ticks are gaps that callers hear; where the system looks at priorities, this thread goes first. */
    @SuppressWarnings("ThreadPriorityCheck")
    private void startOnce() {
        if (callNext(clock.nanoTime())) {
            return;
        }
        if (!started && !closed) {
            started = true;
            Thread thread = new Thread(this::run, "telnyx-stream-ticker");
            thread.setDaemon(true);
            thread.setPriority(Thread.MAX_PRIORITY);
            thread.start();
        }
    }

    private void run() {
        try {
            while (!closed) {
                awaitSession();
                tickWhileBusy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            log.warn("The ticker was interrupted: no stream of this acceptor is paced any more");
        }
    }

    private void awaitSession() throws InterruptedException {
        synchronized (idle) {
            while (count.get() == 0 && !closed) {
                idle.wait();
            }
        }
    }

    private void tickWhileBusy() throws InterruptedException {
        nextNanos = clock.nanoTime();
        tick = 0;
        while (count.get() > 0 && !closed) {
            clock.parkUntil(nextNanos);
            tickOnce();
        }
        woken.clear();
    }

    private void tickOnce() {
        long now = clock.nanoTime();
        visitWoken(now);
        // after a stall each phase is visited once, not once per missed millisecond; after an early wake-up none
        int late = (int) Math.max(0, Math.min(PHASES, Math.floorDiv(now - nextNanos, TICK_NANOS) + 1));
        for (int k = 0; k < late; k++) {
            visit(ring[(int) (tick++ % PHASES)], now);
        }
        nextNanos = late == PHASES ? now + TICK_NANOS : nextNanos + late * TICK_NANOS;
    }

    /** Asks a clock that calls for the next tick; false on one that wants a thread to wait. */
    private boolean callNext(long firstNanos) {
        synchronized (idle) {
            if (!called && count.get() > 0 && !closed) {
                called = clock.tryCallAt(firstNanos, this::called);
                if (called) {
                    nextNanos = firstNanos;
                }
            }
            return called;
        }
    }

    private void called() {
        synchronized (idle) {
            called = false;
            if (count.get() == 0 || closed) {
                woken.clear();
                return;
            }
        }
        tickOnce();
        callNext(nextNanos);
    }

    private void visitWoken(long now) {
        for (Visited session = woken.poll(); session != null; session = woken.poll()) {
            visit(session, now);
        }
    }

    private static void visit(Set<Visited> sessions, long now) {
        for (Visited session : sessions) {
            visit(session, now);
        }
    }

    private static void visit(Visited session, long now) {
        try {
            session.tick(now);
        } catch (RuntimeException | Error broken) {
            // or the thread would end, and with it every other stream
            log.error("A visit to {} failed", session, broken);
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (idle) {
            idle.notifyAll();
        }
    }
}

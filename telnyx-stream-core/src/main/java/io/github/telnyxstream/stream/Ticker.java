package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread for all sessions of an acceptor. Each says when it wants to be visited next, to the millisecond: the ring of
 * milliseconds follows their timelines. The thread sleeps through those in which nobody is to be visited.
 */
final class Ticker implements AutoCloseable {
    /** Something to be visited; must not block. What it throws is logged and harms no other. */
    interface Visited {
        /**
         * The visit.
         *
         * @return nanoseconds from {@code nowNanos} to the next one
         */
        long tick(long nowNanos);

        /**
         * Looks at what the next visit is going to need, without a lock, so that it is on its way from memory meanwhile, and that of
         * others with it: to wait for each of them in turn is most of what a visit costs when there are thousands.
         *
         * @return anything, so that no compiler leaves it out
         */
        default int touch() {
            return 0;
        }
    }

    static final long TICK_NANOS = 1_000_000;
    static final int SLOTS = 1024;
    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    /** Further away nobody is exact to the millisecond: such visits are made together. */
    private static final int COARSE_FROM_TICKS = 100;

    private static final int COARSE_TICKS = 32;
    private static final long AGAIN_AFTER_FAILURE_NANOS = 20_000_000;
    private static final long FAR_TICKS = 3_600_000;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int TOUCHED_TOGETHER = 32;
    private static final VarHandle ANNOUNCED =
            VarHandles.of(MethodHandles.lookup(), Seat.class, "announcedTick", long.class);
    private static final VarHandle ASKED = VarHandles.of(MethodHandles.lookup(), Seat.class, "askedTick", long.class);

    private final StreamClock clock;
    private final ThreadFactory threads;
    private final long baseNanos;
    /** Of the thread's own. A seat that is moved to an earlier tick stays where it was, too, and is passed over there. */
    private final Wheel wheel;

    private final FailureLog failures = new FailureLog(log);
    private long lastTick;
    /** Means nothing; or a compiler would leave out what is only looked at. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    private final Numbered<Seat> numbers = new Numbered<>();
    private final ConcurrentLinkedQueue<Seat> asking = new ConcurrentLinkedQueue<>();
    private final AtomicInteger seats = new AtomicInteger();
    /** When the thread wakes up by itself; at most the past while it is awake. */
    private final AtomicLong sleepsUntilTick = new AtomicLong(-1);

    private final Object starting = new Object();
    private volatile @Nullable Thread thread;
    /** Whether the clock calls, instead of being waited for by a thread. */
    private volatile boolean called;
    /** On a clock that calls, when it will. */
    @GuardedBy("starting")
    private long callTick = NEVER;

    private volatile boolean closed;

    Ticker(StreamClock clock) {
        this(clock, Thread::new, new Wheel(SLOTS));
    }

    Ticker(StreamClock clock, ThreadFactory threads, Wheel wheel) {
        this.threads = threads;
        this.wheel = wheel;
        this.clock = clock;
        this.baseNanos = clock.nanoTime();
    }

    /** The place of one who is visited. Thread-safe. */
    final class Seat {
        private final Visited visited;
        /** Of the thread's own: the tick of the next visit. */
        private long dueTick = NEVER;

        private int number;
        /** What others know of it. */
        private volatile long announcedTick = NEVER;

        private volatile long askedTick = NEVER;
        private volatile boolean left;

        private Seat(Visited visited) {
            this.visited = visited;
        }

        /** Asks for a visit no later than in so many nanoseconds. Returns at once, and costs nothing when there is one. */
        void visitWithin(long delayNanos) {
            visitBy(tickAt(clock.nanoTime(), delayNanos));
        }

        private void visitBy(long tick) {
            if (announcedTick <= tick || left) {
                return;
            }
            long before = askedTick;
            while (before > tick) {
                if (ASKED.compareAndSet(this, before, tick)) {
                    if (before == NEVER) {
                        asking.add(this);
                    }
                    wakeFor(tick);
                    return;
                }
                before = askedTick;
            }
        }

        /** No more visits. */
        void leave() {
            synchronized (starting) {
                if (!left) {
                    left = true;
                    seats.decrementAndGet();
                }
            }
            if (closed) {
                wakeFor(-1);
            }
        }
    }

    /** Takes somebody in who wants to be visited within so many nanoseconds. */
    Seat add(Visited visited, long delayNanos) {
        Seat seat = new Seat(visited);
        synchronized (starting) {
            // first, because there may be no thread to be had
            startOnce();
            seat.number = numbers.give(seat);
            seats.incrementAndGet();
        }
        try {
            seat.visitWithin(delayNanos);
        } catch (RuntimeException | Error none) {
            seat.leave();
            numbers.takeBack(seat.number, seat);
            throw none;
        }
        return seat;
    }

    /** Whether its thread is alive. */
    boolean isRunning() {
        Thread ticking = thread;
        return ticking != null && ticking.isAlive();
    }

    void interrupt() {
        Thread ticking = thread;
        if (ticking != null) {
            ticking.interrupt();
        }
    }

    /** Whether nobody is visited. */
    boolean isEmpty() {
        return seats.get() == 0;
    }

    private long tickAt(long nowNanos, long delayNanos) {
        if (delayNanos > FAR_TICKS * TICK_NANOS) {
            return tickAt(nowNanos, FAR_TICKS * TICK_NANOS);
        }
        return Math.floorDiv(nowNanos - baseNanos + Math.max(0, delayNanos) + TICK_NANOS - 1, TICK_NANOS);
    }

    private void wakeFor(long tick) {
        if (called) {
            callAt(tick);
            return;
        }
        Thread sleeper = thread;
        long until = sleepsUntilTick.get();
        if (sleeper != null && until > tick && sleepsUntilTick.compareAndSet(until, -1)) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Late ticks are gaps that callers hear; where the system looks at priorities, this thread goes first. */
    @SuppressWarnings("ThreadPriorityCheck")
    @GuardedBy("starting")
    private void startOnce() {
        if (called || thread != null) {
            return;
        }
        called = clock.tryCallAt(clock.nanoTime(), () -> {});
        if (!called) {
            Thread ticking = threads.newThread(this::run);
            ticking.setName("telnyx-stream-ticker");
            ticking.setDaemon(true);
            ticking.setPriority(Thread.MAX_PRIORITY);
            ticking.start();
            thread = ticking;
        }
    }

    /** Asks a clock that calls; a later call that was asked for before does not count any more. */
    private void callAt(long tick) {
        synchronized (starting) {
            if (tick < callTick) {
                callTick = tick;
                clock.tryCallAt(baseNanos + tick * TICK_NANOS, () -> call(tick));
            }
        }
    }

    private void call(long tick) {
        synchronized (starting) {
            if (tick != callTick) {
                return;
            }
            callTick = NEVER;
        }
        visitDue();
        if (seats.get() > 0) {
            callAt(nextOccupied());
        }
    }

    private void run() {
        while (true) {
            try {
                while (!endIfOver()) {
                    sleepUntilDue();
                    visitDue();
                }
                return;
            } catch (InterruptedException interrupted) {
                log.warn("Somebody interrupted the ticker; it goes on");
            } catch (RuntimeException | Error broken) {
                // most likely there was no memory: every stream depends on this thread
                failures.log("The ticker failed; it goes on", broken);
            }
        }
    }

    /** After the end of the acceptor the sockets that are still closing are looked after. */
    private boolean endIfOver() {
        synchronized (starting) {
            if (closed && seats.get() == 0) {
                thread = null;
                return true;
            }
            return false;
        }
    }

    private void sleepUntilDue() throws InterruptedException {
        long due = nextOccupied();
        sleepsUntilTick.set(due);
        if (asking.isEmpty() && !(closed && seats.get() == 0)) {
            clock.parkUntil(baseNanos + due * TICK_NANOS);
        }
        sleepsUntilTick.set(-1);
    }

    /** The tick of the next visit. */
    private long nextOccupied() {
        long next = wheel.isIncomplete(lastTick) ? lastTick + 1 : wheel.next(lastTick + 1);
        return next < 0 ? lastTick + FAR_TICKS : next;
    }

    private void visitDue() {
        long now = clock.nanoTime();
        long nowTick = Math.floorDiv(now - baseNanos, TICK_NANOS);
        // after a stall each is visited once, not once per missed millisecond
        long from = Math.max(lastTick + 1, nowTick - SLOTS + 1);
        lastTick = Math.max(lastTick, nowTick);
        try {
            visitDue(from, now, nowTick);
        } catch (RuntimeException | Error broken) {
            // who was taken out of the wheel and not visited is in no slot any more: he is looked for
            wheel.missing(nowTick + 1);
            failures.log("The ticker failed; it goes on", broken);
        }
    }

    private void visitDue(long from, long now, long nowTick) {
        for (Seat seat = asking.poll(); seat != null; seat = asking.poll()) {
            long asked = (long) ASKED.getAndSet(seat, NEVER);
            if (asked <= nowTick + 1) {
                visit(seat, now, nowTick);
            } else if (asked < seat.dueTick) {
                seatAt(seat, asked);
            }
        }
        for (long tick = from; tick <= nowTick; tick++) {
            visitSlot(tick, now, nowTick);
        }
        if (wheel.isIncomplete(from)) {
            for (int k = 0; k < numbers.room(); k++) {
                Seat seat = numbers.get(k);
                if (seat != null && seat.dueTick <= nowTick) {
                    visit(seat, now, nowTick);
                }
            }
        }
    }

    private void visitSlot(long slotTick, long now, long nowTick) {
        int count = wheel.size(slotTick);
        if (count == 0) {
            return;
        }
        int[] due = wheel.take(slotTick);
        for (int k = 0; k < count; k++) {
            if (k % TOUCHED_TOGETHER == 0) {
                touch(due, k, Math.min(count, k + TOUCHED_TOGETHER), nowTick);
            }
            Seat seat = numbers.get(due[k]);
            if (seat == null) {
                continue;
            }
            if (seat.dueTick <= nowTick) {
                visit(seat, now, nowTick);
            } else if (seat.dueTick != NEVER && (seat.dueTick - slotTick) % SLOTS == 0) {
                // a turn of the wheel later
                wheel.add(seat.dueTick, seat.number);
            }
        }
    }

    private void touch(int[] due, int from, int to, long nowTick) {
        int sum = 0;
        for (int k = from; k < to; k++) {
            Seat seat = numbers.get(due[k]);
            if (seat != null && seat.dueTick <= nowTick) {
                sum += seat.visited.touch();
            }
        }
        touched += sum;
    }

    private void visit(Seat seat, long now, long nowTick) {
        seat.dueTick = NEVER;
        // whoever asks from now on gets another visit: this one may not see why
        seat.announcedTick = NEVER;
        if (seat.askedTick != NEVER) {
            seat.askedTick = NEVER;
        }
        long delay = AGAIN_AFTER_FAILURE_NANOS;
        try {
            if (!seat.left) {
                delay = seat.visited.tick(now);
            }
        } catch (RuntimeException | Error broken) {
            // or the thread would end, and with it every other stream
            failures.log("A visit failed", broken);
        }
        if (seat.left) {
            numbers.takeBack(seat.number, seat);
        } else {
            seatAt(seat, Math.max(nowTick + 1, tickAt(now, delay)));
        }
    }

    private void seatAt(Seat seat, long wanted) {
        long tick = wanted;
        if (tick - lastTick > COARSE_FROM_TICKS) {
            tick += COARSE_TICKS - 1;
            tick -= tick % COARSE_TICKS;
        }
        tick = Math.min(tick, lastTick + SLOTS / 2);
        seat.dueTick = tick;
        wheel.add(tick, seat.number);
        // nobody waits for this one to be seen, so that it costs no fence
        ANNOUNCED.setRelease(seat, tick);
    }

    /** Ends the thread when the last one has left. */
    @Override
    public void close() {
        closed = true;
        wakeFor(-1);
    }
}

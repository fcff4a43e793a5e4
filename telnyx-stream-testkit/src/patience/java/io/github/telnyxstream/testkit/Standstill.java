package io.github.telnyxstream.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells a standstill from a machine that is merely slow, for a test that waits in a way of its own; the usual ways are in
 * {@link Eventually}, which also says what counts as a move.
 *
 * <pre>{@code
 * Standstill standstill = new Standstill();
 * while (!arrived(oneSecond)) {
 *     standstill.look();
 * }
 * }</pre>
 *
 * <p>Looks are counted, not the time that passes while the waiting thread itself gets no turn. <b>Threads:</b> for the one
 * thread that makes it and waits.
 */
public final class Standstill {
    /** How many looks in a row may find nobody moving. */
    static final int LONGEST_REST = 120;

    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private final BooleanSupplier movement;
    private long lookedNanos;
    private int rest;

    /** A look-out that has not looked yet. */
    public Standstill() {
        this(System::nanoTime, new Movement());
    }

    Standstill(LongSupplier nanoTime, BooleanSupplier movement) {
        this.nanoTime = nanoTime;
        this.movement = movement;
        lookedNanos = nanoTime.getAsLong();
    }

    /**
     * Looks whether anybody moves: once a second at most, however often it is called, and at once. To be called again and
     * again while the thread waits, at least every few seconds.
     *
     * @throws AssertionError if nobody has moved at the last 120 looks; says where all threads are
     */
    public void look() {
        long now = nanoTime.getAsLong();
        if (now - lookedNanos < BETWEEN_LOOKS_NANOS) {
            return;
        }
        lookedNanos = now;
        rest = movement.getAsBoolean() ? 0 : rest + 1;
        if (rest >= LONGEST_REST) {
            throw new AssertionError("nothing moves any more:" + stacks());
        }
    }

    private static String stacks() {
        StringBuilder stacks = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            stacks.append('\n').append(thread);
        }
        return stacks.toString();
    }

    /** Whether any other thread or a child process has used processor time since the last question. */
    static final class Movement implements BooleanSupplier {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        /** They follow the clock, whether anything moves or not. */
        private static final Set<String> CLOCKS =
                Set.of("telnyx-stream-ticker", "telnyx-stream-watch", "telnyx-simulator", "call-watch");
        /** Far below what a thread gets that has work, and above what one needs that only looks whether there is any. */
        private static final long THREAD_NANOS = 2_000_000;
        /** A process has such threads too, and its time is told in steps of 10 ms. */
        private static final Duration PROCESS_TIME = Duration.ofMillis(60);

        private final long waiting = Thread.currentThread().getId();
        private Map<Long, Long> threads = Map.of();
        private Map<Long, Duration> processes = Map.of();

        private static Map<Long, Long> threads() {
            Map<Long, Long> nanos = new HashMap<>();
            for (long id : THREADS.getAllThreadIds()) {
                nanos.put(id, THREADS.getThreadCpuTime(id));
            }
            return nanos;
        }

        private static Map<Long, Duration> processes() {
            Map<Long, Duration> times = new HashMap<>();
            ProcessHandle.current()
                    .descendants()
                    .forEach(child -> times.put(
                            child.pid(), child.info().totalCpuDuration().orElse(Duration.ZERO)));
            return times;
        }

        @Override
        public boolean getAsBoolean() {
            Map<Long, Long> threadsBefore = threads;
            Map<Long, Duration> processesBefore = processes;
            threads = threads();
            processes = processes();
            return threads.entrySet().stream()
                            .filter(each ->
                                    each.getValue() - threadsBefore.getOrDefault(each.getKey(), 0L) >= THREAD_NANOS)
                            .anyMatch(each -> each.getKey() != waiting && !isClock(each.getKey()))
                    || processes.entrySet().stream()
                            .anyMatch(each -> each.getValue()
                                            .minus(processesBefore.getOrDefault(each.getKey(), Duration.ZERO))
                                            .compareTo(PROCESS_TIME)
                                    >= 0);
        }

        private static boolean isClock(long id) {
            ThreadInfo thread = THREADS.getThreadInfo(id);
            return thread != null && CLOCKS.contains(thread.getThreadName());
        }
    }
}

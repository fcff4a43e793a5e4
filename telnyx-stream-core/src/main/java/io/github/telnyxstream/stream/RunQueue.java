package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on as few threads as there is work for. To wake a thread costs more than most tasks: so one thread runs all
 * tasks as long as it gets on, and while tasks come thick and fast it does not wait to be woken but looks again after a
 * millisecond and runs all that have come. Others join it only while tasks block ({@link Watch} looks for those) or more
 * come than it can do. A thread that has had nothing to do for some seconds ends. Thread-safe.
 */
final class RunQueue implements Executor {
    private static final Logger log = LoggerFactory.getLogger(RunQueue.class);
    private static final long NAP_NANOS = 1_000_000;
    /** Whoever was called twice within that time is soon called again. */
    private static final long HOT_NANOS = 2_000_000;

    private static final long KEEP_NANOS = 10_000_000_000L;

    private final String name;
    private final int maxHands;
    private final HandThreads threads;
    private final Runnable onBacklog;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @GuardedBy("lock")
    private final ArrayDeque<Hand> sleepers = new ArrayDeque<>();

    @GuardedBy("lock")
    private final List<Hand> hands = new ArrayList<>();

    @GuardedBy("lock")
    private boolean napping;

    @GuardedBy("lock")
    private int stuck;

    @GuardedBy("lock")
    private boolean backlogSeen;

    @GuardedBy("lock")
    private boolean closed;

    /** Makes the threads of a queue. */
    interface HandThreads {
        /**
         * Starts a thread.
         *
         * @param number counts the threads of the queue that are there already
         * @return whether it is cheap: then it is not kept when there is nothing to do
         */
        boolean start(String name, int number, Runnable hand);
    }

    /** One thread. */
    private final class Hand implements Runnable {
        @Nullable
        Thread thread;

        boolean kept;
        /** Tells the tasks apart that it runs, while others look. */
        long turns;

        long turnsSeen;
        boolean busy;
        boolean isStuck;
        boolean asleep;
        long drainedNanos;

        @Override
        public void run() {
            synchronized (lock) {
                thread = Thread.currentThread();
            }
            for (Runnable task = take(this); task != null; task = take(this)) {
                runGuarded(task);
            }
        }
    }

    RunQueue(String name, int maxHands, HandThreads threads, Runnable onBacklog) {
        this.name = name;
        this.maxHands = maxHands;
        this.threads = threads;
        this.onBacklog = onBacklog;
    }

    @Override
    public void execute(Runnable task) {
        Hand woken = null;
        boolean isBacklog = false;
        synchronized (lock) {
            tasks.add(task);
            if (napping) {
                return;
            }
            if (hands.size() - sleepers.size() - stuck > 0) {
                isBacklog = true;
            } else {
                woken = wakeOrStart();
                isBacklog = woken == null;
            }
        }
        if (woken != null) {
            LockSupport.unpark(woken.thread);
        }
        if (isBacklog) {
            onBacklog.run();
        }
    }

    /** With the lock held: one hand more; what is returned is to be unparked. */
    @GuardedBy("lock")
    private @Nullable Hand wakeOrStart() {
        Hand sleeper = sleepers.pollLast();
        if (sleeper != null) {
            sleeper.asleep = false;
            return sleeper;
        }
        if (hands.size() < maxHands) {
            Hand hand = new Hand();
            hands.add(hand);
            try {
                hand.kept = !threads.start(name, hands.size() - 1, hand);
            } catch (RuntimeException | Error none) {
                // the tasks wait for a thread that there is, or for the watch to try again
                hands.remove(hand);
            }
        }
        return null;
    }

    /** The next task; null when this thread is not needed any more. */
    private @Nullable Runnable take(Hand hand) {
        while (true) {
            boolean nap;
            synchronized (lock) {
                hand.busy = false;
                if (hand.isStuck) {
                    hand.isStuck = false;
                    stuck--;
                }
                Runnable task = tasks.poll();
                if (task != null) {
                    hand.busy = true;
                    hand.turns++;
                    return task;
                }
                if (closed || !hand.kept) {
                    hands.remove(hand);
                    return null;
                }
                long now = System.nanoTime();
                nap = !napping && now - hand.drainedNanos < HOT_NANOS;
                hand.drainedNanos = now;
                if (nap) {
                    napping = true;
                } else {
                    hand.asleep = true;
                    sleepers.add(hand);
                }
            }
            if (nap) {
                LockSupport.parkNanos(this, NAP_NANOS);
                forgetInterruption();
                synchronized (lock) {
                    napping = false;
                }
            } else if (!sleep(hand)) {
                return null;
            }
        }
    }

    /** False when nobody has woken it for so long that it ends. */
    private boolean sleep(Hand hand) {
        long deadline = System.nanoTime() + KEEP_NANOS;
        while (true) {
            LockSupport.parkNanos(this, Math.max(1, deadline - System.nanoTime()));
            forgetInterruption();
            synchronized (lock) {
                if (!hand.asleep) {
                    return true;
                }
                if (closed || deadline - System.nanoTime() <= 0) {
                    sleepers.remove(hand);
                    hands.remove(hand);
                    return false;
                }
            }
        }
    }

    /** Whoever interrupts a thread that has nothing to do means nothing by it; with the flag set no parking would wait. */
    private static void forgetInterruption() {
        Thread.interrupted();
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error broken) {
            logGuarded(broken);
        } finally {
            // an interruption was meant for the task
            forgetInterruption();
        }
    }

    private static void logGuarded(Throwable broken) {
        try {
            log.error("A task failed", broken);
        } catch (RuntimeException | Error unloggable) {
            // for want of memory, or a broken appender: the next task must run all the same
            broken.addSuppressed(unloggable);
        }
    }

    /**
     * Looks whether tasks wait although no thread gets on, and lets others join. To be called now and then while tasks
     * wait or run.
     *
     * @return false while nothing waits and nothing runs
     */
    boolean look() {
        List<Hand> woken = List.of();
        boolean busy;
        synchronized (lock) {
            busy = markStuck();
            if (!tasks.isEmpty() && !napping) {
                woken = join(handsMissing());
            }
            backlogSeen = !tasks.isEmpty();
            busy |= backlogSeen;
        }
        woken.forEach(hand -> LockSupport.unpark(hand.thread));
        return busy;
    }

    /** With the lock held: whoever runs the same task as at the last look is stuck. */
    @GuardedBy("lock")
    private boolean markStuck() {
        boolean busy = false;
        for (Hand hand : hands) {
            if (hand.busy) {
                busy = true;
                if (!hand.isStuck && hand.turns == hand.turnsSeen) {
                    hand.isStuck = true;
                    stuck++;
                }
                hand.turnsSeen = hand.turns;
            }
        }
        return busy;
    }

    @GuardedBy("lock")
    private int handsMissing() {
        int moving = hands.size() - sleepers.size() - stuck;
        if (moving <= 0) {
            // twice as many each time: when one blocks, its like will block as well
            return Math.min(tasks.size(), Math.max(1, stuck));
        }
        return backlogSeen && moving < Runtime.getRuntime().availableProcessors() ? 1 : 0;
    }

    @GuardedBy("lock")
    private List<Hand> join(int count) {
        List<Hand> woken = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Hand hand = wakeOrStart();
            if (hand != null) {
                woken.add(hand);
            }
        }
        return woken;
    }

    /** From now on no thread is kept for tasks to come; they are run all the same. */
    void close() {
        List<Hand> resting;
        synchronized (lock) {
            closed = true;
            resting = List.copyOf(sleepers);
        }
        resting.forEach(hand -> LockSupport.unpark(hand.thread));
    }

    /** How many threads there are. */
    int size() {
        synchronized (lock) {
            return hands.size();
        }
    }

    @Override
    public String toString() {
        return "RunQueue[" + name + "]";
    }
}

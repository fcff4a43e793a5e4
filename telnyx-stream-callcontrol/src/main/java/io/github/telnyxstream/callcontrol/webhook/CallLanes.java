package io.github.telnyxstream.callcontrol.webhook;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work of one call one after the other, and of different calls side by side. What is waiting is taken in the order in
 * which it happened, since Telnyx promises no order of delivery. Bounded in number and in bytes. Thread-safe.
 */
final class CallLanes {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

    private record Work(Instant occurredAt, long arrival, int bytes, Runnable task) {}

    private static final Comparator<Work> ORDER =
            Comparator.comparing(Work::occurredAt).thenComparingLong(Work::arrival);

    private final Executor executor;
    private final int maxWaiting;
    private final long maxWaitingBytes;
    private final Map<String, PriorityQueue<Work>> lanes = new HashMap<>();
    private long arrivals;
    private int waiting;
    private long waitingBytes;

    CallLanes(Executor executor, int maxWaiting, long maxWaitingBytes) {
        this.executor = executor;
        this.maxWaiting = maxWaiting;
        this.maxWaitingBytes = maxWaitingBytes;
    }

    /**
     * False when too much is waiting already, or the executor takes nothing more. The lane is the one that is open under one of
     * the names, or a new one under the first of them.
     */
    boolean tryAdd(List<String> names, Instant occurredAt, int bytes, Runnable task) {
        Work work;
        String call;
        synchronized (this) {
            if (waiting >= maxWaiting || (waiting > 0 && waitingBytes + bytes > maxWaitingBytes)) {
                return false;
            }
            work = new Work(occurredAt, arrivals++, bytes, task);
            waiting++;
            waitingBytes += bytes;
            call = names.stream().filter(lanes::containsKey).findFirst().orElse(names.get(0));
            PriorityQueue<Work> lane = lanes.get(call);
            if (lane != null) {
                lane.add(work);
                return true;
            }
            lane = new PriorityQueue<>(ORDER);
            lane.add(work);
            lanes.put(call, lane);
        }
        // without the lock, because the executor may run the work on this thread
        Turn turn = new Turn(call);
        boolean accepted = turn.submit();
        if (!accepted) {
            takeBack(call, work);
        }
        if (!accepted || turn.isLeftToSubmitter()) {
            drain(call); // after a rejection: only what others have added meanwhile and had acknowledged
        }
        return accepted;
    }

    private synchronized void takeBack(String call, Work work) {
        PriorityQueue<Work> lane = lanes.get(call);
        if (lane != null && lane.remove(work)) {
            waiting--;
            waitingBytes -= work.bytes();
        }
    }

    private synchronized @Nullable Work take(String call) {
        PriorityQueue<Work> lane = lanes.get(call);
        Work work = lane == null ? null : lane.poll();
        if (work == null) {
            lanes.remove(call);
        } else {
            waiting--;
            waitingBytes -= work.bytes();
        }
        return work;
    }

    /**
     * One piece of work, and then to the end of the executor's queue, so that a busy call does not keep a thread from
     * the others; when the executor takes nothing more, or runs it here, acknowledged events are finished on this
     * thread.
     */
    private void drain(String call) {
        boolean here = true;
        while (here) {
            Work work = take(call);
            if (work == null) {
                return;
            }
            run(work);
            if (isFinished(call)) {
                return;
            }
            Turn next = new Turn(call);
            here = !next.submit() || next.isLeftToSubmitter();
        }
    }

    private static void run(Work work) {
        try {
            work.task().run();
        } catch (RuntimeException | Error broken) {
            LOG.error(
                    "handling a webhook failed unexpectedly", broken); // the call's next events must not wait for ever
        }
    }

    private synchronized boolean isFinished(String call) {
        PriorityQueue<Work> lane = lanes.get(call);
        if (lane == null || lane.isEmpty()) {
            lanes.remove(call);
            return true;
        }
        return false;
    }

    /**
     * A lane's turn in the executor; leaves the work to the loop of its submitter instead of nesting when it is run
     * inside it.
     */
    private final class Turn implements Runnable {

        private final String call;
        private final Thread submitter = Thread.currentThread();
        private boolean submitted; // this and the next are touched by the submitter's thread only
        private boolean leftToSubmitter;

        Turn(String call) {
            this.call = call;
        }

        @SuppressWarnings("CatchingUnchecked") // whatever it throws, the turn was not taken
        boolean submit() {
            try {
                executor.execute(this);
                return true;
            } catch (RejectedExecutionException full) {
                LOG.debug("the executor of webhooks takes nothing more", full);
                return false;
            } catch (RuntimeException | Error broken) {
                // such as no memory for a thread: with its turn lost, a call's later events would be taken and never
                // handled
                LOG.error("the executor of webhooks failed", broken);
                return false;
            } finally {
                submitted = true;
            }
        }

        boolean isLeftToSubmitter() {
            return leftToSubmitter;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == submitter && !submitted) {
                leftToSubmitter = true;
            } else {
                drain(call);
            }
        }
    }
}

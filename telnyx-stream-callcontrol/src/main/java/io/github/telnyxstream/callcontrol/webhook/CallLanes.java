package io.github.telnyxstream.callcontrol.webhook;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs work of one call one after the other, and of different calls side by side. What is waiting is taken in the order in
 * which it happened, since Telnyx promises no order of delivery. Bounded. Thread-safe.
 */
final class CallLanes {

    private record Work(Instant occurredAt, long arrival, Runnable task) {}

    private static final Comparator<Work> ORDER =
            Comparator.comparing(Work::occurredAt).thenComparingLong(Work::arrival);

    private final Executor executor;
    private final int maxWaiting;
    private final Map<String, PriorityQueue<Work>> lanes = new HashMap<>();
    private long arrivals;
    private int waiting;

    CallLanes(Executor executor, int maxWaiting) {
        this.executor = executor;
        this.maxWaiting = maxWaiting;
    }

    /** False when too much is waiting already, or the executor takes nothing more. */
    synchronized boolean tryAdd(String call, Instant occurredAt, Runnable task) {
        if (waiting >= maxWaiting) {
            return false;
        }
        PriorityQueue<Work> lane = lanes.get(call);
        if (lane == null) {
            try {
                executor.execute(() -> runNext(call)); // waits for this lock before it looks for the work
            } catch (RejectedExecutionException full) {
                return false;
            }
            lane = new PriorityQueue<>(ORDER);
            lanes.put(call, lane);
        }
        lane.add(new Work(occurredAt, arrivals++, task));
        waiting++;
        return true;
    }

    private void runNext(String call) {
        Work work;
        synchronized (this) {
            PriorityQueue<Work> lane = lanes.get(call);
            work = lane == null ? null : lane.poll();
            if (work == null) {
                lanes.remove(call);
                return;
            }
            waiting--;
        }
        try {
            work.task().run();
        } finally {
            proceed(call);
        }
    }

    /** Goes to the end of the executor's queue, so that a busy call does not keep a thread from the others. */
    private void proceed(String call) {
        synchronized (this) {
            PriorityQueue<Work> lane = lanes.get(call);
            if (lane == null || lane.isEmpty()) {
                lanes.remove(call);
                return;
            }
        }
        try {
            executor.execute(() -> runNext(call));
        } catch (RejectedExecutionException closing) {
            runNext(call); // acknowledged events are finished on this thread
        }
    }
}

package io.github.telnyxstream.stream;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps tasks until the test runs them, so that it decides what happens in between. */
final class StepExecutor extends AbstractExecutorService {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs everything that waits, and what that brings. */
    void runAll() {
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
    }

    synchronized boolean isIdle() {
        return tasks.isEmpty();
    }

    private synchronized Runnable poll() {
        return tasks.poll();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}

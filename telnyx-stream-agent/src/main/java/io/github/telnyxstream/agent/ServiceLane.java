package io.github.telnyxstream.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Does what may block, one after the other, on a thread of the services. Thread-safe. */
final class ServiceLane {
    private final Executor services;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean isBusy;

    /** Something that a service does. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    ServiceLane(Executor services) {
        this.services = services;
    }

    /** How much waits. */
    int length() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /** Does a step when those before it are done. What it throws is told on the services' thread. */
    void step(Step step, Consumer<Throwable> broken) {
        synchronized (lock) {
            waiting.add(() -> guarded(step, broken));
            if (isBusy) {
                return;
            }
            isBusy = true;
        }
        services.execute(this::work);
    }

    private static void guarded(Step step, Consumer<Throwable> broken) {
        try {
            step.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            broken.accept(interrupted);
        } catch (Exception | LinkageError thrown) {
            broken.accept(thrown);
        }
    }

    private void work() {
        while (true) {
            Runnable next;
            synchronized (lock) {
                next = waiting.poll();
                if (next == null) {
                    isBusy = false;
                    return;
                }
            }
            next.run();
        }
    }
}

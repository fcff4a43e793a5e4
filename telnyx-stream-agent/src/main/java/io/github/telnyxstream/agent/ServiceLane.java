package io.github.telnyxstream.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what may block, one after the other, on a thread of the services. Thread-safe. */
final class ServiceLane {
    private static final Logger log = LoggerFactory.getLogger(ServiceLane.class);
    /** Ten seconds of audio. */
    static final int MOST_WAITING = 500;

    private final Executor services;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean isBusy;

    @GuardedBy("lock")
    private boolean isBehind;

    /** Something that a service does. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    ServiceLane(Executor services) {
        this.services = services;
    }

    /** Does a step with audio, unless too much waits already: then it is dropped, and the log says so once until nothing waits. */
    void audio(Step step, Consumer<Throwable> broken) {
        synchronized (lock) {
            isBehind &= !waiting.isEmpty();
            if (waiting.size() >= MOST_WAITING) {
                if (!isBehind) {
                    log.warn(
                            "A speech service is ten seconds behind or stuck: the caller's audio is dropped until it goes on");
                }
                isBehind = true;
                return;
            }
        }
        step(step, broken);
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

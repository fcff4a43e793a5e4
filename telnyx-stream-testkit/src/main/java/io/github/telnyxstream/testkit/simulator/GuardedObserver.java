package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorObserver;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what an observer throws from the calls, and remembers the first of it: it may be a test's assertion. */
final class GuardedObserver implements SimulatorObserver {
    private static final Logger log = LoggerFactory.getLogger(GuardedObserver.class);

    private final SimulatorObserver observer;
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    GuardedObserver(SimulatorObserver observer) {
        this.observer = observer;
    }

    @Override
    public void onEvent(SimulatorEvent event) {
        try {
            observer.onEvent(event);
        } catch (RuntimeException | Error failed) {
            if (first.compareAndSet(null, failed)) {
                log.error("the simulator's observer failed at {}; the calls go on", event.kind(), failed);
            }
        }
    }

    /** Throws what the observer threw first, once. */
    void rethrow() {
        Optional<Throwable> failed = Optional.ofNullable(first.getAndSet(null));
        if (failed.isPresent() && failed.get() instanceof Error error) {
            throw error;
        }
        if (failed.isPresent() && failed.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }
}

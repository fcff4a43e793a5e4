package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.stream.DrainPlan;
import io.github.telnyxstream.stream.StreamAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets running calls come to their end while the web server still serves them: it stops before everything else. */
final class StreamDrain implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StreamDrain.class);

    private final StreamAcceptor acceptor;
    private final DrainPlan plan;
    private volatile boolean running;

    StreamDrain(StreamAcceptor acceptor, DrainPlan plan) {
        this.acceptor = acceptor;
        this.plan = plan;
    }

    /** Above the phases in which Boot's web server says goodbye and stops. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop(Runnable stopped) {
        log.info("{} streams are open; they have {} to end", acceptor.openSessions(), plan.deadline());
        acceptor.drain(plan).whenComplete((report, failed) -> {
            running = false;
            stopped.run();
        });
    }

    /** Spring calls the other one. */
    @Override
    public void stop() {
        stop(() -> {});
    }
}

package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an acceptor to its end by a plan, on a thread of its own: it waits most of the time. */
final class Drain {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    /** For the closing handshakes. */
    private static final Duration TO_CLOSE = Duration.ofSeconds(3);

    private final DrainPlan plan;
    private final Engine engine;
    private final StreamClock clock;
    private final Runnable refuse;
    private final long beganNanos;
    private final CompletableFuture<DrainReport> end = new CompletableFuture<>();

    /** The last argument stops letting streams in. */
    Drain(DrainPlan plan, Engine engine, Runnable refuse) {
        this.plan = plan;
        this.engine = engine;
        this.clock = engine.options().clock();
        this.refuse = refuse;
        this.beganNanos = clock.nanoTime();
    }

    CompletionStage<DrainReport> start() {
        Thread thread = new Thread(this::run, "telnyx-stream-drain");
        thread.setDaemon(true);
        thread.start();
        return end.minimalCompletionStage();
    }

    private void run() {
        try {
            log.info("Draining: {} streams are open", engine.sessions().size());
            waitUntil(earlier(plan.acceptGrace(), plan.deadline()));
            refuse.run();
            if (!awaitEmpty(plan.deadline())) {
                engine.sessions().forEach(session -> told(plan.atDeadline(), session));
                if (!awaitEmpty(plan.deadline().plus(plan.lastWords()))) {
                    List.copyOf(engine.sessions()).forEach(EngineSession::goAway);
                    engine.awaitEmpty(TO_CLOSE.toNanos());
                }
            }
            DrainReport last = report();
            log.info("Drained: {} streams are open", last.openSessions());
            end.complete(last);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end.completeExceptionally(interrupted);
        } catch (RuntimeException | Error broken) {
            end.completeExceptionally(broken);
        }
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private long leftNanos(Duration sinceBegin) {
        return sinceBegin.toNanos() - (clock.nanoTime() - beganNanos);
    }

    private void waitUntil(Duration sinceBegin) throws InterruptedException {
        while (leftNanos(sinceBegin) > 0) {
            clock.parkUntil(beganNanos + sinceBegin.toNanos());
        }
    }

    /** Waits in pieces, and reports after each. */
    private boolean awaitEmpty(Duration limit) throws InterruptedException {
        while (true) {
            long left = leftNanos(limit);
            if (engine.awaitEmpty(Math.max(0, Math.min(left, plan.reportEvery().toNanos())))) {
                return true;
            }
            if (leftNanos(limit) <= 0) {
                return false;
            }
            DrainReport report = report();
            log.info(
                    "Draining: {} streams are open after {} s",
                    report.openSessions(),
                    report.elapsed().toSeconds());
            told(plan.onReport(), report);
        }
    }

    private DrainReport report() {
        List<EngineSession> left = List.copyOf(engine.sessions());
        Duration elapsed = Duration.ofNanos(clock.nanoTime() - beganNanos);
        List<String> calls = left.stream()
                .map(EngineSession::callControlId)
                .filter(Objects::nonNull)
                .toList();
        return new DrainReport(left.size(), calls, elapsed, elapsed.compareTo(plan.deadline()) >= 0);
    }

    /** The application's code: what it throws must not keep the others open. */
    private static <T> void told(Consumer<? super T> application, T what) {
        try {
            application.accept(what);
        } catch (RuntimeException | Error broken) {
            log.error("The plan of a drain failed", broken);
        }
    }
}

package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.CommandResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls, and knows which ends are under way, because a program that leaves before Telnyx has taken them leaves callers
 * in silence. Thread-safe.
 */
final class HangUps {
    private static final Logger log = LoggerFactory.getLogger(HangUps.class);

    /** A mark that never comes back must not keep a call open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(15);

    /** Longer than the client refuses to ask a server that keeps failing. */
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(6);

    private static final int TRIES = 4;

    private final CallControl calls;
    private final AtomicLong count = new AtomicLong();
    private final Map<Long, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    HangUps(CallControl calls) {
        this.calls = calls;
    }

    void now(String callControlId) {
        after(CompletableFuture.completedFuture(null), callControlId);
    }

    void after(CompletionStage<?> heard, String callControlId) {
        long number = count.incrementAndGet();
        CompletableFuture<Void> end = hangUp(heard, callControlId, TRIES)
                .whenComplete((done, failure) -> underWay.remove(number))
                .toCompletableFuture();
        underWay.put(number, end);
        if (end.isDone()) {
            // it may have ended before it was noted
            underWay.remove(number);
        }
    }

    /** Never fails: what goes wrong is told. */
    private CompletionStage<Void> hangUp(CompletionStage<?> heard, String callControlId, int tries) {
        CompletionStage<CommandResult> end = calls.call(callControlId).hangupAfter(heard, LAST_WORDS);
        return end.handle((taken, failure) -> failure == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : again(failure, callControlId, tries - 1))
                .thenCompose(next -> next);
    }

    private CompletionStage<Void> again(Throwable failure, String callControlId, int tries) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof CallControlException refused)) {
            log.error("a call was not hung up: {}", String.valueOf(cause));
            return CompletableFuture.completedFuture(null);
        }
        log.error("a call was not hung up: {}", refused.getMessage());
        if (tries == 0 || !refused.isRetryable()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> pause = new CompletableFuture<Void>()
                .completeOnTimeout(null, BEFORE_ANOTHER_TRY.toMillis(), TimeUnit.MILLISECONDS);
        return pause.thenCompose(over -> hangUp(CompletableFuture.completedFuture(null), callControlId, tries));
    }

    /**
     * Waits until none is under way.
     *
     * @return whether that is so
     */
    boolean await(Duration patience) throws InterruptedException {
        CompletableFuture<?>[] all = underWay.values().toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            log.warn("{} calls may not be hung up: {}", underWay.size(), late.toString());
            return false;
        }
    }
}

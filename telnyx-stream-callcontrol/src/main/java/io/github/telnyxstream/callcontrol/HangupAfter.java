package io.github.telnyxstream.callcontrol;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hang-up that waits for something to finish. Whoever completes the result, by cancelling it or otherwise, stops it: what
 * waits is forgotten, what is on the wire is cancelled. Thread-safe.
 */
final class HangupAfter {

    private final Call call;
    private final CompletableFuture<CommandResult> result = new CompletableFuture<>();
    private final CompletableFuture<Boolean> due;
    private volatile @Nullable CompletableFuture<CommandResult> request;

    private HangupAfter(Call call, Duration atTheLatest) {
        this.call = call;
        this.due = new CompletableFuture<Boolean>().completeOnTimeout(true, millis(atTheLatest), TimeUnit.MILLISECONDS);
    }

    static CompletionStage<CommandResult> start(Call call, CompletionStage<?> finished, Duration atTheLatest) {
        if (atTheLatest.isNegative()) {
            throw new IllegalArgumentException("atTheLatest is " + atTheLatest + ", must not be negative");
        }
        HangupAfter hangup = new HangupAfter(call, atTheLatest);
        CompletionStage<CommandResult> result = hangup.result;
        result.whenComplete((accepted, failure) -> hangup.stop());
        CompletionStage<Boolean> due = hangup.due;
        due.thenRun(hangup::send);
        finished.whenComplete((value, failure) -> hangup.due.complete(true));
        return result;
    }

    private static long millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) < 0 ? duration.toMillis() : Long.MAX_VALUE;
    }

    private void send() {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<CommandResult> sending = call.hangupSurely();
        request = sending;
        if (result.isDone()) {
            sending.cancel(false); // stopped meanwhile, by somebody who did not see the request yet
        }
        CompletionStage<CommandResult> sent = sending;
        sent.whenComplete((accepted, failure) -> {
            if (failure == null) {
                result.complete(accepted);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void stop() {
        due.cancel(false); // also ends the timer
        CompletableFuture<CommandResult> sent = request;
        if (sent != null) {
            sent.cancel(false);
        }
    }
}

package io.github.telnyxstream.stream.router;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The commands that an owner has handled lately, with their answers: a repetition gets the first one. Thread-safe. */
final class HandledCommands {
    static final int MOST = 1_000;
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LongSupplier nanoTime;
    private final Map<UUID, Handled> handled = new LinkedHashMap<>();

    private record Handled(CompletableFuture<Envelope.Answer> answer, long sinceNanos) {}

    HandledCommands(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Answers a command, by handling it when it is the first with its id. */
    CompletionStage<Envelope.Answer> answer(UUID id, Supplier<CompletionStage<Envelope.Answer>> handling) {
        CompletableFuture<Envelope.Answer> answer = new CompletableFuture<>();
        synchronized (handled) {
            long now = nanoTime.getAsLong();
            forget(now);
            Handled before = handled.get(id);
            if (before != null) {
                return before.answer;
            }
            handled.put(id, new Handled(answer, now));
        }
        handling.get().whenComplete((done, failure) -> {
            if (failure == null) {
                answer.complete(done);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private void forget(long now) {
        Iterator<Handled> oldest = handled.values().iterator();
        while (oldest.hasNext() && (now - oldest.next().sinceNanos > KEPT_NANOS || handled.size() >= MOST)) {
            oldest.remove();
        }
    }
}

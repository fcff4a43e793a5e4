package io.github.telnyxstream.stream.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.router.Envelope.Answer;
import io.github.telnyxstream.stream.router.Envelope.Command;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The commands of one key that this node has handled lately, with their answers: a repetition gets the first one. What is
 * under way is not forgotten for something newer, or a repetition would be carried out beside it. Thread-safe.
 */
final class HandledCommands {
    static final int MOST = 1_000;
    static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LongSupplier nanoTime;
    private final ByteBudget commandBytes;
    private final ByteBudget answerBytes;

    @GuardedBy("handled")
    private final Map<UUID, Handled> handled = new LinkedHashMap<>();

    private static final class Handled {
        private final long sinceNanos;
        /** What a repetition gets. */
        private CompletableFuture<Answer> answer = new CompletableFuture<>();

        private int answerBytes;

        Handled(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    /** Begins a command, and says by its task that its bytes are held no more. */
    @FunctionalInterface
    interface Handling {
        CompletionStage<Answer> begin(Runnable begun);
    }

    /**
     * Of a key.
     *
     * @param commandBytes for commands that have not begun
     * @param answerBytes for answers that are remembered
     */
    HandledCommands(LongSupplier nanoTime, ByteBudget commandBytes, ByteBudget answerBytes) {
        this.nanoTime = nanoTime;
        this.commandBytes = commandBytes;
        this.answerBytes = answerBytes;
    }

    /** Answers a command, by handling it when it is the first with its id. */
    CompletionStage<Answer> answer(Command command, Handling handling) {
        Handled mine;
        int bytes = command.body().length;
        synchronized (handled) {
            long now = nanoTime.getAsLong();
            forget(now);
            Handled before = handled.get(command.id());
            if (before != null) {
                return before.answer;
            }
            if (handled.size() >= MOST || !commandBytes.tryTake(bytes)) {
                return CompletableFuture.completedFuture(
                        Answer.refusal(command.id(), "too many commands are under way"));
            }
            mine = new Handled(now);
            handled.put(command.id(), mine);
        }
        return handling.begin(() -> commandBytes.giveBack(bytes)).thenApply(answer -> {
            remember(mine, answer);
            return answer;
        });
    }

    /** That it was carried out is remembered in any case. */
    private void remember(Handled mine, Answer answer) {
        CompletableFuture<Answer> waiting = mine.answer;
        synchronized (handled) {
            if (handled.get(answer.id()) == mine) {
                if (answerBytes.tryTake(answer.body().length)) {
                    mine.answerBytes = answer.body().length;
                } else {
                    mine.answer = CompletableFuture.completedFuture(
                            Answer.refusal(answer.id(), "it was carried out before; its answer is known no more"));
                }
            }
        }
        waiting.complete(answer);
    }

    @GuardedBy("handled")
    private void forget(long now) {
        Iterator<Handled> oldest = handled.values().iterator();
        while (oldest.hasNext()) {
            Handled next = oldest.next();
            boolean isOld = now - next.sinceNanos > KEPT_NANOS;
            if (!isOld && handled.size() < MOST) {
                return;
            }
            if (isOld || next.answer.isDone()) {
                answerBytes.giveBack(next.answerBytes);
                oldest.remove();
            }
        }
    }

    /** Nobody will ask any more. */
    void forget() {
        synchronized (handled) {
            handled.values().forEach(each -> answerBytes.giveBack(each.answerBytes));
            handled.clear();
        }
    }
}

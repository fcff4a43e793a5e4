package io.github.telnyxstream.stream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls into a server that would wait for ever: no test ends if an abort does not end them. */
class BlockingCallsTest {
    private final BlockingCalls calls = new BlockingCalls();
    private final CountDownLatch never = new CountDownLatch(1);

    private static SendCallback telling(CompletableFuture<String> end) {
        return new SendCallback() {
            @Override
            public void sent() {
                end.complete("sent");
            }

            @Override
            public void failed(Throwable cause) {
                end.complete("failed");
            }
        };
    }

    /** As a container's send: it hides the interruption behind an exception of its own. */
    private void waitForThePeer(Runnable begun) throws IOException {
        begun.run();
        try {
            never.await();
        } catch (InterruptedException interrupted) {
            throw new IOException("the send was interrupted", interrupted);
        }
    }

    @Test
    void endsTheSendThatWaits() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<Boolean> interruptedAfterwards = CompletableFuture.supplyAsync(() -> {
            calls.send(telling(end), () -> waitForThePeer(begun::countDown));
            return Thread.interrupted();
        });
        await(begun);

        calls.abort(() -> {});

        assertThat(end.join()).isEqualTo("failed");
        assertThat(interruptedAfterwards.join()).isFalse();
    }

    @Test
    void leavesNoInterruptionToTheThreadWhoseSendDoesNotCare() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> aborted = new CompletableFuture<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<Boolean> interruptedAfterwards = CompletableFuture.supplyAsync(() -> {
            calls.send(telling(end), () -> {
                begun.countDown();
                aborted.join(); // takes no notice of an interruption
            });
            return Thread.interrupted();
        });
        await(begun);

        calls.abort(() -> {});
        aborted.complete(null);

        assertThat(interruptedAfterwards.join()).isFalse();
        assertThat(end.join()).isEqualTo("sent");
    }

    @Test
    void endsTheCloseThatWaits() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> closed = new CompletableFuture<>();
        calls.close(() -> {
            try {
                waitForThePeer(begun::countDown);
            } catch (IOException interrupted) {
                closed.complete("given up");
            }
        });
        await(begun);

        calls.abort(() -> {});

        assertThat(closed.join()).isEqualTo("given up");
    }

    @Test
    void hangsUpWithoutWaiting() {
        CompletableFuture<String> hungUp = new CompletableFuture<>();

        calls.abort(() -> {
            try {
                waitForThePeer(() -> {});
            } catch (IOException interrupted) {
                hungUp.complete("at once");
            }
        });

        assertThat(hungUp.join()).isEqualTo("at once");
    }

    @Test
    void tellsTheEndOnThreadThatIsNotInterrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        calls.abort(() -> {
            calls.ended();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });

        assertThat(interrupted.join()).isFalse();
    }

    @Test
    void closesAndAbortsOnce() {
        AtomicInteger closes = new AtomicInteger();
        AtomicInteger aborts = new AtomicInteger();
        CountDownLatch closed = new CountDownLatch(1);
        calls.close(() -> {
            closes.incrementAndGet();
            closed.countDown();
        });
        calls.close(closes::incrementAndGet);
        await(closed);
        CompletableFuture<Void> aborted = new CompletableFuture<>();
        calls.abort(() -> {
            aborts.incrementAndGet();
            aborted.complete(null);
        });
        calls.abort(aborts::incrementAndGet);
        calls.close(closes::incrementAndGet);
        aborted.join();

        List<String> ends = new ArrayList<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        calls.send(telling(end), () -> ends.add("sent after the abort"));
        assertThat(end.join()).isEqualTo("failed");
        assertThat(ends).isEmpty();
        assertThat(closes).hasValue(1);
        assertThat(aborts).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

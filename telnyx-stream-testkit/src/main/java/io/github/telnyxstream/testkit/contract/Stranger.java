package io.github.telnyxstream.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What peers do on threads of their own, strangers above all. */
final class Stranger {
    static final long MOST_POURED_BYTES = 64L << 20;
    private static final Logger log = LoggerFactory.getLogger(Stranger.class);
    private static final Executor THREADS = task -> new Thread(task, "peer").start();
    private static final int PING_BYTES = 125;
    private static final long STILL_NANOS = 1_000_000_000;

    private Stranger() {}

    /** Something that a peer does. */
    @FunctionalInterface
    interface Deed {
        void run() throws IOException;
    }

    static CompletableFuture<Void> run(Deed deed) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        deed.run();
                    } catch (IOException cutOff) {
                        throw new UncheckedIOException(cutOff);
                    }
                },
                THREADS);
    }

    /** Sends header lines until it is cut off, and tells how many bytes went. */
    static CompletableFuture<Long> pour(int port) {
        return CompletableFuture.supplyAsync(() -> pouredBytes(port), THREADS);
    }

    private static long pouredBytes(int port) {
        byte[] lines = "x-more: and more\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII);
        long poured = 0;
        try (RawClient client = RawClient.connect(port)) {
            client.write("GET /media/x HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
            while (poured < MOST_POURED_BYTES) {
                client.write(lines);
                poured += lines.length;
            }
        } catch (IOException cutOff) {
            log.trace("Cut off as it should be", cutOff);
        }
        return poured;
    }

    /** Sends pings that hold their number. */
    static CompletableFuture<Void> ping(RawClient client, int pings, AtomicInteger sent) {
        return run(() -> {
            for (int n = 1; n <= pings; n++) {
                byte[] payload = ByteBuffer.allocate(PING_BYTES).putInt(n).array();
                client.sendFrame(RawClient.PING, true, payload);
                sent.set(n);
            }
        });
    }

    /** Waits until the work is done, which gives true, or does not go on any more. */
    static boolean isDoneOrStalled(CompletableFuture<Void> work, AtomicInteger progress) {
        Callable<Boolean> rests = rests(progress::get, () -> true);
        Bench.await(() -> work.isDone() || rests.call());
        return work.isDone();
    }

    /** Whether a count has stood still for a second; to be asked again and again. */
    static Callable<Boolean> rests(IntSupplier count, BooleanSupplier andThat) {
        int[] seen = {-1};
        long[] sinceNanos = {System.nanoTime()};
        return () -> {
            int now = count.getAsInt();
            if (now != seen[0] || !andThat.getAsBoolean()) {
                seen[0] = now;
                sinceNanos[0] = System.nanoTime();
            }
            return System.nanoTime() - sinceNanos[0] > STILL_NANOS;
        };
    }
}

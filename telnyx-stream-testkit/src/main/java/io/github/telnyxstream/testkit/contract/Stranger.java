package io.github.telnyxstream.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What peers do on threads of their own, strangers above all. */
final class Stranger {
    static final long MOST_POURED_BYTES = 64L << 20;
    private static final Logger log = LoggerFactory.getLogger(Stranger.class);
    private static final Executor THREADS = task -> new Thread(task, "peer").start();
    private static final int PING_BYTES = 125;

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
        int[] seen = {-1};
        Awaitility.await()
                .forever()
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> work.isDone() || seen[0] == (seen[0] = progress.get()));
        return work.isDone();
    }
}

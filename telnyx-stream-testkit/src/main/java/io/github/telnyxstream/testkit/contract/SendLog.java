package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends as the engine does, one message after the other, each when the one before it is finished, and keeps count. A message
 * is finished when its callback was told and the server holds none of it any more, or when the connection has ended.
 */
final class SendLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SendLog.class);

    private static final int LOOK_MICROS = 200;

    private final RecordedSocket socket;
    private final IntFunction<String> messages;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private int started;
    private int sent;
    private int failed;
    private long sentBytes;
    private boolean repeated;

    SendLog(RecordedSocket socket, IntFunction<String> messages) {
        this.socket = socket;
        this.messages = messages;
    }

    /** Sends that many messages, stopping at the first that fails. Returns at once. */
    SendLog start(int count) {
        submit(() -> send(0, count));
        return this;
    }

    private void submit(Runnable task) {
        try {
            sender.execute(task);
        } catch (RejectedExecutionException closed) {
            // the callback of the last send came after the test had ended: there is no next one
            log.trace("The test has ended", closed);
        }
    }

    private void send(int n, int count) {
        OutgoingMessage message = OutgoingMessage.ofUtf8(messages.apply(n).getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            started++;
        }
        Once callback =
                new Once(message.lengthBytes(), n + 1 < count ? () -> submit(() -> send(n + 1, count)) : () -> {});
        try {
            socket.transport().sendText(message, callback);
        } catch (RuntimeException refused) {
            callback.failed(refused);
        }
    }

    synchronized int started() {
        return started;
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int failed() {
        return failed;
    }

    synchronized long sentBytes() {
        return sentBytes;
    }

    /** Sends that have had no callback yet. */
    synchronized int unfinished() {
        return started - sent - failed;
    }

    /** Waits until nothing moves any more although a send has no end. */
    void awaitStall() {
        Bench.await(Stranger.rests(this::sent, () -> unfinished() == 1));
    }

    /** Whether any send had two callbacks. */
    synchronized boolean isRepeated() {
        return repeated;
    }

    @Override
    public void close() {
        sender.shutdown();
    }

    private final class Once implements SendCallback {
        private final int lengthBytes;
        private final Runnable next;
        private boolean told;

        Once(int lengthBytes, Runnable next) {
            this.lengthBytes = lengthBytes;
            this.next = next;
        }

        @Override
        public void sent() {
            tell();
            awaitWritten();
        }

        private void awaitWritten() {
            if (socket.transport().bufferedBytes() > 0) {
                if (socket.hasEnded()) {
                    countFailure();
                } else {
                    lookAgain();
                }
                return;
            }
            synchronized (SendLog.this) {
                sent++;
                sentBytes += lengthBytes;
            }
            next.run();
        }

        private void lookAgain() {
            try {
                Future<?> ignored = sender.schedule(this::awaitWritten, LOOK_MICROS, TimeUnit.MICROSECONDS);
            } catch (RejectedExecutionException closed) {
                log.trace("The test has ended", closed);
            }
        }

        @Override
        public void failed(Throwable cause) {
            tell();
            countFailure();
        }

        private void tell() {
            synchronized (SendLog.this) {
                repeated |= told;
                told = true;
            }
        }

        private void countFailure() {
            synchronized (SendLog.this) {
                failed++;
            }
        }
    }
}

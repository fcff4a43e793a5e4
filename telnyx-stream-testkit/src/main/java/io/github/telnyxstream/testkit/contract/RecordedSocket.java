package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The server's side of one connection: the adapter's transport, and what the adapter has told. */
final class RecordedSocket implements TransportListener {
    private final Handshake handshake;
    private final StreamTransport transport;
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> binaries = new ArrayList<>();
    private final List<Closed> closes = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();
    private final AtomicInteger inOnText = new AtomicInteger();
    private int signsOfLife;
    private boolean overlapped;
    private byte @Nullable [] waitingPong;
    private boolean pongUnfinished;

    /** A close as the adapter told it. */
    record Closed(int code, String reason) {}

    RecordedSocket(Handshake handshake, StreamTransport transport) {
        this.handshake = handshake;
        this.transport = transport;
    }

    Handshake handshake() {
        return handshake;
    }

    StreamTransport transport() {
        return transport;
    }

    @Override
    public void onText(String message) {
        boolean alone = inOnText.incrementAndGet() == 1;
        synchronized (this) {
            overlapped |= !alone;
            texts.add(message);
        }
        inOnText.decrementAndGet();
    }

    @Override
    public synchronized void onBinary(int lengthBytes) {
        binaries.add(lengthBytes);
    }

    @Override
    public synchronized void onSignOfLife() {
        signsOfLife++;
    }

    /** T8: the first report of the end counts, and one more does no harm. */
    @Override
    public synchronized void onClose(int code, String reason) {
        if (!hasEnded()) {
            closes.add(new Closed(code, reason));
        }
    }

    @Override
    public synchronized void onError(Throwable cause) {
        if (!hasEnded()) {
            errors.add(cause);
        }
    }

    /** Answers as the engine does: one pong at a time, and of those that wait only the latest. */
    @Override
    public void onUnansweredPing(byte[] payload) {
        onSignOfLife();
        synchronized (this) {
            waitingPong = payload.clone();
        }
        sendWaitingPong();
    }

    private void sendWaitingPong() {
        byte[] payload;
        synchronized (this) {
            payload = waitingPong;
            if (payload == null || pongUnfinished) {
                return;
            }
            waitingPong = null;
            pongUnfinished = true;
        }
        transport.sendPong(payload, new SendCallback() {
            @Override
            public void sent() {
                awaitWritten();
            }

            @Override
            public void failed(Throwable cause) {
                // the connection has ended: nothing is sent any more
            }
        });
    }

    private void awaitWritten() {
        if (transport.bufferedBytes() > 0) {
            if (!hasEnded()) {
                CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(this::awaitWritten);
            }
            return;
        }
        synchronized (this) {
            pongUnfinished = false;
        }
        sendWaitingPong();
    }

    synchronized int signsOfLife() {
        return signsOfLife;
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized int textCount() {
        return texts.size();
    }

    /** Waits for as long as something still arrives. */
    void awaitTexts(int count) {
        Bench.await(() -> textCount() == count);
    }

    synchronized List<Integer> binaries() {
        return List.copyOf(binaries);
    }

    synchronized List<Closed> closes() {
        return List.copyOf(closes);
    }

    /** Whether the adapter has told of the end. */
    synchronized boolean hasEnded() {
        return !closes.isEmpty() || !errors.isEmpty();
    }

    /** Whether the end was told as that of a connection that was lost. */
    synchronized boolean isLost() {
        return errors.size() == 1 || (closes.size() == 1 && closes.get(0).code() == 1006);
    }

    synchronized boolean isOverlapped() {
        return overlapped;
    }
}

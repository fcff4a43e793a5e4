package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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

    private static final SendCallback IGNORED = new SendCallback() {
        @Override
        public void sent() {}

        @Override
        public void failed(Throwable cause) {}
    };

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

    @Override
    public void onUnansweredPing(byte[] payload) {
        onSignOfLife();
        transport.sendPong(payload, IGNORED);
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

    synchronized int signsOfLife() {
        return signsOfLife;
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized int textCount() {
        return texts.size();
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

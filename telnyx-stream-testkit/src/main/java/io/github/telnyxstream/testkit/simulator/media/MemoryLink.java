package io.github.telnyxstream.testkit.simulator.media;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A media stream without a socket: the simulator at one end, the engine of an application in the same JVM at the other.
 * What is sent has arrived when the method returns.
 */
public final class MemoryLink implements MediaLink, StreamTransport {
    private static final int BROKEN = 1006;

    private final Receiver receiver;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable TransportListener engine;

    private MemoryLink(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Opens links at an acceptor.
     *
     * @param admissions the application's
     * @return a dialer that uses path and query of the URL, and not its host
     */
    public static Dialer to(Admissions admissions) {
        return (url, authToken, receiver) -> {
            Map<String, List<String>> headers =
                    authToken == null ? Map.of() : Map.of("x-telnyx-streaming-auth-token", List.of(authToken));
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            return admissions
                    .authorise(new Handshake(path, url.getRawQuery(), headers, "the simulator"))
                    .thenCompose(admission -> open(admission, url, receiver))
                    .toCompletableFuture();
        };
    }

    private static CompletableFuture<MediaLink> open(Admission admission, URI url, Receiver receiver) {
        if (!admission.isAccepted()) {
            return CompletableFuture.failedFuture(new LinkRefused(
                    MediaSocket.shown(url) + " answered the upgrade with status " + admission.httpStatus(),
                    admission.httpStatus()));
        }
        MemoryLink link = new MemoryLink(receiver);
        link.engine = admission.open(link);
        return CompletableFuture.completedFuture(link);
    }

    private TransportListener engine() {
        TransportListener opened = engine;
        if (opened == null) {
            throw new IllegalStateException("not open yet");
        }
        return opened;
    }

    // ------------------------------------------------------------------ the simulator's end

    @Override
    public void send(String text) {
        if (!ended.get()) {
            engine().onText(text);
        }
    }

    @Override
    public void ping(String payload) {
        if (!ended.get()) {
            engine().onSignOfLife();
            receiver.onPong(payload);
        }
    }

    @Override
    public void close(int code) {
        if (ended.compareAndSet(false, true)) {
            engine().onClose(code, "");
            receiver.onEnd("closed by both");
        }
    }

    @Override
    public void abort() {
        // a StreamTransport aborts from the other end by the same name: whoever did it, both ends are told
        if (ended.compareAndSet(false, true)) {
            receiver.onEnd("broken");
            TransportListener opened = engine;
            if (opened != null) {
                opened.onClose(BROKEN, "");
            }
        }
    }

    // ------------------------------------------------------------------ the application's end

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        if (!ended.get()) {
            receiver.onText(message.text());
        }
        callback.sent();
    }

    @Override
    public void sendPing(SendCallback callback) {
        callback.sent();
        if (!ended.get()) {
            engine().onSignOfLife();
        }
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        if (ended.compareAndSet(false, true)) {
            receiver.onEnd("closed by the application with " + code);
            TransportListener opened = engine;
            if (opened != null) {
                opened.onClose(code, reason);
            }
        }
    }
}

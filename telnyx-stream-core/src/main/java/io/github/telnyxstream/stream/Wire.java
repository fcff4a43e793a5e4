package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox of a session writes to that may lose its socket and get another one. Without a socket whatever is sent is
 * gone, at once: nothing that is to be heard is sent then. Thread-safe.
 */
final class Wire implements StreamTransport {
    /** Of the first socket; one that blocks although the first does not is written to by a sender. */
    private final boolean sendBlocking;

    private final Executor senders;
    private final BiConsumer<StreamTransport, Throwable> onFailure;

    @GuardedBy("this")
    private @Nullable StreamTransport socket;

    @GuardedBy("this")
    private @Nullable Passage underWay;

    /** What a send is called back by, once, whether the socket says how it ended or is lost before. */
    private final class Passage implements SendCallback {
        private final StreamTransport by;
        private final SendCallback callback;
        private final AtomicBoolean done = new AtomicBoolean();

        Passage(StreamTransport by, SendCallback callback) {
            this.by = by;
            this.callback = callback;
        }

        @Override
        public void sent() {
            if (done.compareAndSet(false, true)) {
                callback.sent();
            }
        }

        /** The owner decides what this means: the socket is lost, and this is let go, or all is over. */
        @Override
        public void failed(Throwable cause) {
            if (!done.get()) {
                onFailure.accept(by, cause);
            }
        }
    }

    Wire(StreamTransport first, Executor senders, BiConsumer<StreamTransport, Throwable> onFailure) {
        this.socket = first;
        this.sendBlocking = first.isSendBlocking();
        this.senders = senders;
        this.onFailure = onFailure;
    }

    /** The socket is lost: what is under way is let go. Never to be called with a lock of the engine's held. */
    void detach() {
        Passage interrupted;
        synchronized (this) {
            socket = null;
            interrupted = underWay;
            underWay = null;
        }
        if (interrupted != null) {
            interrupted.sent();
        }
    }

    /** Goes on with another socket. */
    synchronized void attach(StreamTransport next) {
        socket = next;
    }

    private void send(SendCallback callback, BiConsumer<StreamTransport, SendCallback> how) {
        Passage passage;
        synchronized (this) {
            passage = socket == null ? null : new Passage(socket, callback);
            underWay = passage;
        }
        if (passage == null) {
            callback.sent();
        } else if (passage.by.isSendBlocking() && !sendBlocking) {
            senders.execute(() -> send(passage, how));
        } else {
            send(passage, how);
        }
    }

    private static void send(Passage passage, BiConsumer<StreamTransport, SendCallback> how) {
        try {
            how.accept(passage.by, passage);
        } catch (RuntimeException | Error refused) {
            passage.failed(refused);
        }
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        send(callback, (to, done) -> to.sendText(message, done));
    }

    @Override
    public void sendPing(SendCallback callback) {
        send(callback, StreamTransport::sendPing);
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        send(callback, (to, done) -> to.sendPong(payload, done));
    }

    @Override
    public boolean isSendBlocking() {
        return sendBlocking;
    }

    private synchronized @Nullable StreamTransport socket() {
        return socket;
    }

    @Override
    public void close(int code, String reason) {
        StreamTransport now = socket();
        if (now != null) {
            now.close(code, reason);
        }
    }

    @Override
    public void abort() {
        StreamTransport now = socket();
        if (now != null) {
            now.abort();
        }
    }

    @Override
    public long bufferedBytes() {
        StreamTransport now = socket();
        return now == null ? 0 : now.bufferedBytes();
    }
}

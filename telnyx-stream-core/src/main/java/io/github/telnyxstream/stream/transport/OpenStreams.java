package io.github.telnyxstream.stream.transport;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one mount of a server has open, for a server that passes over some of it when it stops: stands before the acceptor, and is
 * told of the stop ({@link #stop}).
 *
 * <p><b>Threads:</b> thread-safe. It waits for nothing.
 */
public final class OpenStreams implements Admissions {
    private static final int GOING_AWAY = 1001;
    private static final String WHY = "the server stops";

    private final Admissions acceptor;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * Nothing is open yet.
     *
     * @param acceptor decides who comes in: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public OpenStreams(Admissions acceptor) {
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    @Override
    public CompletionStage<Admission> authorise(Handshake handshake) {
        Objects.requireNonNull(handshake, "handshake");
        return acceptor.authorise(handshake)
                .thenApply(admission -> admission.isAccepted() ? new Accepted(admission) : admission);
    }

    /** The server starts again: what is opened from now on stays open. */
    public void start() {
        stopped = false;
    }

    /** Closes what is open with code 1001 and tells its end, and from now on whatever is opened all the same. */
    public void stop() {
        stopped = true;
        open.forEach(Stream::stop);
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    private final class Accepted implements Admission {
        private final Admission admission;

        Accepted(Admission admission) {
            this.admission = admission;
        }

        @Override
        public boolean isAccepted() {
            return true;
        }

        @Override
        public int httpStatus() {
            return admission.httpStatus();
        }

        @Override
        public TransportListener open(StreamTransport transport) {
            Stream stream = new Stream(transport, admission.open(transport));
            open.add(stream);
            if (stopped) {
                stream.stop();
            }
            return stream;
        }

        @Override
        public void abandon() {
            admission.abandon();
        }
    }

    private final class Stream implements TransportListener {
        private final StreamTransport transport;
        private final TransportListener engine;

        Stream(StreamTransport transport, TransportListener engine) {
            this.transport = transport;
            this.engine = engine;
        }

        /** Tells the end at once: the server may have forgotten whom to tell. */
        void stop() {
            transport.close(GOING_AWAY, WHY);
            onClose(GOING_AWAY, WHY);
        }

        @Override
        public void onText(String message) {
            engine.onText(message);
        }

        @Override
        public void onText(byte[] utf8, int offset, int lengthBytes) {
            engine.onText(utf8, offset, lengthBytes);
        }

        @Override
        public void onBinary(int lengthBytes) {
            engine.onBinary(lengthBytes);
        }

        @Override
        public void onSignOfLife() {
            engine.onSignOfLife();
        }

        @Override
        public void onUnansweredPing(byte[] payload) {
            engine.onUnansweredPing(payload);
        }

        @Override
        public void onClose(int code, String reason) {
            open.remove(this);
            engine.onClose(code, reason);
        }

        @Override
        public void onError(Throwable cause) {
            open.remove(this);
            engine.onError(cause);
        }
    }
}

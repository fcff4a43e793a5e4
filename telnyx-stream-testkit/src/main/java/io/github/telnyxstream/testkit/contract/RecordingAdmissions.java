package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everybody in or nobody, and keeps every socket that was opened. */
final class RecordingAdmissions implements Admissions {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int SECONDS_TO_OPEN = 10;

    private final int httpStatus;
    private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
    private final List<RecordedSocket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger placesHeld = new AtomicInteger();

    /** Completed when decisions may be given. */
    private volatile CompletableFuture<Void> released = CompletableFuture.completedFuture(null);

    private final Executor deciding;

    private RecordingAdmissions(int httpStatus, Executor deciding) {
        this.httpStatus = httpStatus;
        this.deciding = deciding;
    }

    static RecordingAdmissions forEverybody() {
        return forEverybody(Runnable::run);
    }

    /** Lets everybody in, on a thread of these, as the engine does. */
    static RecordingAdmissions forEverybody(Executor deciding) {
        return new RecordingAdmissions(SWITCHING_PROTOCOLS, deciding);
    }

    static RecordingAdmissions refusing(int httpStatus) {
        return new RecordingAdmissions(httpStatus, Runnable::run);
    }

    @Override
    public CompletionStage<Admission> authorise(Handshake handshake) {
        handshakes.add(handshake);
        if (httpStatus == SWITCHING_PROTOCOLS) {
            placesHeld.incrementAndGet();
        }
        return released.thenApplyAsync(now -> admission(handshake), deciding);
    }

    /** Held for as long as the engine holds it; over a real server time is real. */
    private Admission admission(Handshake handshake) {
        Admission admission = new Recorded(handshake);
        if (admission.isAccepted()) {
            CompletableFuture.delayedExecutor(SECONDS_TO_OPEN, TimeUnit.SECONDS, Runnable::run)
                    .execute(admission::abandon);
        }
        return admission;
    }

    /** From now on decisions take until {@link #release}. */
    void hold() {
        released = new CompletableFuture<>();
    }

    void release() {
        released.complete(null);
    }

    List<Handshake> handshakes() {
        return handshakes;
    }

    List<RecordedSocket> sockets() {
        return sockets;
    }

    /** Places that were taken and neither opened nor abandoned. */
    int placesHeld() {
        return placesHeld.get();
    }

    private final class Recorded implements Admission {
        private final Handshake handshake;
        private boolean held = isAccepted();

        Recorded(Handshake handshake) {
            this.handshake = handshake;
        }

        @Override
        public boolean isAccepted() {
            return httpStatus == SWITCHING_PROTOCOLS;
        }

        @Override
        public int httpStatus() {
            return httpStatus;
        }

        @Override
        public TransportListener open(StreamTransport transport) {
            RecordedSocket socket = new RecordedSocket(handshake, transport);
            sockets.add(socket);
            abandon();
            return socket;
        }

        @Override
        public synchronized void abandon() {
            if (held) {
                held = false;
                placesHeld.decrementAndGet();
            }
        }
    }
}

package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listener of one session: in the mailbox's turn, guarded against what it throws, and counted. Adding calls
 * is safe under any lock; they are made after {@link Mailbox#go}.
 */
final class ListenerCalls implements Mailbox.MediaHandler {
    private static final Logger log = LoggerFactory.getLogger(ListenerCalls.class);

    private final StreamSession session;
    private final StreamListener listener;
    private final boolean isPrompt;
    private final Executor others;
    private final Mailbox mailbox;
    private final AtomicInteger problemsWaiting = new AtomicInteger();
    private final AtomicLong problems = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final MediaPool pool;
    private final Diagnosis diagnosis;
    private final Consumer<DeliveredFrame> delivery = this::deliver;
    private volatile @Nullable MediaDecoder decoder;
    private volatile @Nullable HeardCheck check;
    private volatile @Nullable Listening listening;

    ListenerCalls(StreamSession session, StreamListener listener, Engine engine, MediaPool pool, Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
        this.session = session;
        this.listener = listener;
        this.isPrompt = listener instanceof StreamListener.NonBlocking;
        this.others = engine.workers().listeners();
        this.pool = pool;
        this.mailbox = new Mailbox(
                engine.listenerExecutor(), engine.options().inbound().maxWaitingFrames(), engine.waitingBytes(), this);
    }

    /** Has others listen before the listener. */
    void listenWith(Listening others) {
        listening = others;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Runs what waits: by a thread of the server's, which runs a listener that has promised not to block. */
    void deliver() {
        if (isPrompt) {
            mailbox.goHere();
        } else {
            mailbox.go();
        }
    }

    /** Has what waits run by others, if nobody is on the way to do so. Safe on the ticker. */
    void runWaiting() {
        if (mailbox.isAwaitingRun()) {
            // whatever the application's executor does with the thread that calls it, it is not the ticker
            others.execute(mailbox::go);
        }
    }

    void post(Consumer<StreamListener> callback) {
        mailbox.post(() -> call(callback));
    }

    /** Adds what a message of the peer's has brought; false when more waits than may. */
    boolean postEvent(int messageBytes, Consumer<StreamListener> callback) {
        return mailbox.postEvent(() -> call(callback), messageBytes);
    }

    void postMedia(MediaMessage media) {
        mailbox.postMedia(media);
    }

    /** From now on frames can be delivered. */
    void decodeWith(MediaDecoder decoder) {
        this.check = new HeardCheck(diagnosis, decoder.format());
        this.decoder = decoder;
    }

    @Nullable
    MediaDecoder decoder() {
        return decoder;
    }

    /** Adds the last call, and what is to be done when it has returned. */
    void last(Consumer<StreamListener> callback, Runnable afterwards) {
        mailbox.close(() -> {
            Listening others = listening;
            if (others != null) {
                others.heardAll();
            }
            call(callback);
            call(l -> l.onEnd(session));
            afterwards.run();
        });
    }

    /** Counts a problem, and reports it unless too many reports wait. */
    void problem(ProtocolProblem problem) {
        problems.incrementAndGet();
        if (problemsWaiting.incrementAndGet() > ProtocolProblem.MAX_WAITING) {
            problemsWaiting.decrementAndGet();
            return;
        }
        mailbox.post(() -> {
            problemsWaiting.decrementAndGet();
            call(l -> l.onProtocolProblem(session, problem));
        });
    }

    @Override
    public void accept(MediaMessage media) {
        MediaDecoder current = decoder;
        if (current == null || media.payloadBytes() == 0) {
            return;
        }
        try {
            current.decode(media, delivery);
        } catch (CodecException broken) {
            diagnosis.undecodable(String.valueOf(broken.getMessage()));
            problem(ProtocolProblem.of(Kind.UNDECODABLE_AUDIO, "media", String.valueOf(broken.getMessage())));
        }
    }

    @Override
    public MediaMessage empty() {
        return pool.take();
    }

    @Override
    public void release(MediaMessage media) {
        pool.giveBack(media);
    }

    private void deliver(DeliveredFrame frame) {
        HeardCheck ears = check;
        if (ears != null && frame.track() == Track.INBOUND && !frame.isConcealed()) {
            ears.heard(frame.pcm(), frame.pcm().length);
        }
        Listening others = listening;
        if (others != null) {
            others.hear(frame);
        }
        StreamObserver observer = diagnosis.tally().observer();
        long begin = diagnosis.tally().isIdle() ? 0 : diagnosis.nowNanos();
        try {
            listener.onBorrowedMedia(session, frame);
        } catch (RuntimeException | Error thrown) {
            failed(thrown);
        }
        if (!diagnosis.tally().isIdle()) {
            observer.onListenerCall(diagnosis.nowNanos() - begin);
        }
    }

    private void call(Consumer<StreamListener> callback) {
        StreamObserver observer = diagnosis.tally().observer();
        long begin = diagnosis.tally().isIdle() ? 0 : diagnosis.nowNanos();
        try {
            callback.accept(listener);
        } catch (RuntimeException | Error thrown) {
            failed(thrown);
        }
        if (!diagnosis.tally().isIdle()) {
            observer.onListenerCall(diagnosis.nowNanos() - begin);
        }
    }

    private void failed(Throwable thrown) {
        failures.incrementAndGet();
        diagnosis.tally().observer().onListenerFailure();
        log.error("A stream listener threw; the session goes on", thrown);
    }

    long problems() {
        return problems.get();
    }

    long failures() {
        return failures.get();
    }
}

package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
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
final class ListenerCalls {
    private static final Logger log = LoggerFactory.getLogger(ListenerCalls.class);

    private final StreamSession session;
    private final StreamListener listener;
    private final Mailbox mailbox;
    private final AtomicInteger problemsWaiting = new AtomicInteger();
    private final AtomicLong problems = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Diagnosis diagnosis;
    private volatile @Nullable MediaDecoder decoder;
    private volatile @Nullable HeardCheck check;

    ListenerCalls(
            StreamSession session,
            StreamListener listener,
            Executor executor,
            int maxWaitingFrames,
            Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
        this.session = session;
        this.listener = listener;
        this.mailbox = new Mailbox(executor, maxWaitingFrames, this::deliverMedia);
    }

    Mailbox mailbox() {
        return mailbox;
    }

    void post(Consumer<StreamListener> callback) {
        mailbox.post(() -> call(callback));
    }

    void postMedia(MediaEvent event, int lostBefore) {
        mailbox.postMedia(event, lostBefore);
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

    private void deliverMedia(MediaEvent event, int lostBefore) {
        MediaDecoder current = decoder;
        if (current == null || event.payload().length == 0) {
            return;
        }
        MediaFrame frame;
        try {
            frame = current.decode(event, lostBefore);
        } catch (CodecException broken) {
            diagnosis.undecodable(String.valueOf(broken.getMessage()));
            problem(ProtocolProblem.of(Kind.UNDECODABLE_AUDIO, "media", String.valueOf(broken.getMessage())));
            return;
        }
        HeardCheck ears = check;
        if (ears != null && event.track() == Track.INBOUND) {
            ears.heard(event.payload(), frame.pcm(), frame.pcm().length);
        }
        call(l -> l.onMedia(session, frame));
    }

    private void call(Consumer<StreamListener> callback) {
        try {
            callback.accept(listener);
        } catch (RuntimeException | Error thrown) {
            failures.incrementAndGet();
            log.error("A stream listener threw; the session goes on", thrown);
        }
    }

    long problems() {
        return problems.get();
    }

    long failures() {
        return failures.get();
    }
}

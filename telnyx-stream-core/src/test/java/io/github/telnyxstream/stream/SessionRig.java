package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** A session without any thread: the test moves the time, visits the session and speaks for the peer. */
final class SessionRig {
    static final int SAMPLES_PER_FRAME = 160;

    final ManualClock clock = new ManualClock();
    final FakeTransport transport = new FakeTransport(clock);
    final RecordingListener listener;
    final Engine engine;
    final EngineSession session;

    SessionRig() {
        this(new RecordingListener());
    }

    SessionRig(RecordingListener listener) {
        this(listener, UnaryOperator.identity());
    }

    SessionRig(UnaryOperator<AcceptorOptions.Builder> options) {
        this(new RecordingListener(), options);
    }

    SessionRig(RecordingListener listener, UnaryOperator<AcceptorOptions.Builder> options) {
        this(listener, options, new Expected(null, null, null), new DirectExecutor());
    }

    SessionRig(Expected expected) {
        this(new RecordingListener(), UnaryOperator.identity(), expected, new DirectExecutor());
    }

    SessionRig(
            RecordingListener listener,
            UnaryOperator<AcceptorOptions.Builder> options,
            Expected expected,
            ExecutorService workers) {
        this.listener = listener;
        AcceptorOptions.Builder builder = AcceptorOptions.builder().clock(clock).listenerExecutor(Runnable::run);
        this.engine = new Engine(options.apply(builder).build(), new Workers(task -> {
            try {
                workers.execute(task);
            } catch (RejectedExecutionException over) {
                // the test has ended its threads; what comes now would have come too late
            }
        }));
        Place place = Objects.requireNonNull(engine.takePlace());
        place.tryOpen();
        this.session = SessionRig.session(engine, expected, transport, listener);
        session.takes(place);
        engine.enter(session);
    }

    /** A session with what an acceptor makes for it before the upgrade. */
    static EngineSession session(Engine engine, Expected expected, StreamTransport transport, StreamListener listener) {
        return new EngineSession(engine, expected, transport, listener, MediaWriter.of(expected.outboundFormat()));
    }

    /** A session whose stream has started. */
    static SessionRig started() {
        return new SessionRig().start();
    }

    static SessionRig started(UnaryOperator<AcceptorOptions.Builder> options) {
        return new SessionRig(options).start();
    }

    SessionRig start() {
        session.onText(Messages.CONNECTED);
        session.onText(Messages.start());
        return this;
    }

    void visit() {
        session.tick(clock.nanoTime());
    }

    /** Visits every 20 ms, as the ticker does. */
    void runMillis(long millis) {
        for (long left = millis; left > 0; left -= 20) {
            clock.advanceMillis(Math.min(20, left));
            visit();
        }
    }

    /** Returns the marks that have been sent since {@code from}, as Telnyx does after playing. */
    int returnMarks(int from) {
        int next = from;
        while (next < transport.marks().size()) {
            session.onText(Messages.mark(transport.marks().get(next++)));
        }
        return next;
    }

    /** A clip whose every frame has a value of its own, from {@code firstValue} on. */
    static AudioSource clip(int frames, int firstValue) {
        short[] pcm = new short[frames * SAMPLES_PER_FRAME];
        for (int k = 0; k < pcm.length; k++) {
            pcm[k] = (short) (firstValue + k / SAMPLES_PER_FRAME);
        }
        return AudioSource.pcm(8000, pcm);
    }

    static AudioSource clipOfMillis(int millis) {
        short[] pcm = new short[millis * 8];
        java.util.Arrays.fill(pcm, (short) 1000);
        return AudioSource.pcm(8000, pcm);
    }

    static PlaybackResult resultOf(Playback playback) {
        return playback.result().toCompletableFuture().getNow(null);
    }
}

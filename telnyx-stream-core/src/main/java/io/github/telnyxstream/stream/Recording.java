package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds a recorder with both sides of a session, and has it write on a thread that may block. */
final class Recording implements SentAudio {
    private static final Logger log = LoggerFactory.getLogger(Recording.class);
    private static final long WRITE_EVERY_NANOS = 500_000_000;

    private final CallRecorder recorder;
    private final StreamClock clock;
    private final Executor writers;
    private final Consumer<String> ended;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean failed;
    private volatile long writtenNanos;

    /** With whoever is to be told, in a few words, that nothing more is recorded. */
    Recording(CallRecorder recorder, StreamClock clock, Executor writers, Consumer<String> ended) {
        this.ended = ended;
        this.recorder = recorder;
        this.clock = clock;
        this.writers = writers;
        this.writtenNanos = clock.nanoTime();
        recorder.begin(writtenNanos);
    }

    void heard(MediaFrame frame, long arrivedNanos) {
        feed(() -> recorder.caller(arrivedNanos, frame.pcm(), frame.format().sampleRateHz(), frame.lostBefore()));
    }

    @Override
    public void sent(long startNanos, short[] pcm, int lengthSamples, int rateHz) {
        feed(() -> recorder.us(startNanos, pcm, lengthSamples, rateHz));
    }

    /** A recorder that refuses is its own loss: neither the listener's, nor that of what is sent. */
    private void feed(Runnable audio) {
        if (failed) {
            return;
        }
        try {
            audio.run();
            writeNowAndThen();
        } catch (RuntimeException | Error refused) {
            end("it does not take what it is given", refused);
        }
    }

    private void end(String why, Throwable cause) {
        failed = true;
        log.warn("A recording ends before its call: {}", why, cause);
        ended.accept(why);
    }

    @Override
    public void cut(long nowNanos) {
        recorder.silenced(nowNanos);
    }

    private void writeNowAndThen() {
        long now = clock.nanoTime();
        if (now - writtenNanos >= WRITE_EVERY_NANOS && writing.compareAndSet(false, true)) {
            writtenNanos = now;
            writers.execute(() -> write(now));
        }
    }

    private void write(long nowNanos) {
        try {
            recorder.advance(nowNanos);
        } catch (IOException | RuntimeException | Error refused) {
            end("its file cannot be written", refused);
        } finally {
            writing.set(false);
        }
    }
}

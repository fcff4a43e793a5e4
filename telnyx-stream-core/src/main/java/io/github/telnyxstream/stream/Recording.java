package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds a recorder with both sides of a session, and has it write on a thread that may block. */
final class Recording implements SentAudio {
    private static final Logger log = LoggerFactory.getLogger(Recording.class);
    private static final long WRITE_EVERY_NANOS = 500_000_000;

    private final CallRecorder recorder;
    private final StreamClock clock;
    private final Executor writers;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean failed;
    private volatile long writtenNanos;

    Recording(CallRecorder recorder, StreamClock clock, Executor writers) {
        this.recorder = recorder;
        this.clock = clock;
        this.writers = writers;
        this.writtenNanos = clock.nanoTime();
        recorder.begin(writtenNanos);
    }

    void heard(MediaFrame frame, long arrivedNanos) {
        if (!failed) {
            recorder.caller(arrivedNanos, frame.pcm(), frame.format().sampleRateHz(), frame.lostBefore());
            writeNowAndThen();
        }
    }

    @Override
    public void sent(long startNanos, short[] pcm, int lengthSamples, int rateHz) {
        if (!failed) {
            recorder.us(startNanos, pcm, lengthSamples, rateHz);
            writeNowAndThen();
        }
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
        } catch (IOException refused) {
            failed = true;
            log.warn("A recording ends: the file cannot be written", refused);
        } finally {
            writing.set(false);
        }
    }
}

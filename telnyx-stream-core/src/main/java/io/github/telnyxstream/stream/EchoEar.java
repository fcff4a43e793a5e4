package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.dsp.EchoDetector;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Compares the frames that arrive with what was just sent, on one time line. What is sent is told by one thread at a time, what
 * arrives in the mailbox's turn.
 */
final class EchoEar implements SentAudio {
    /** Frames whose number and time of arrival differ by more are counted from their time again. */
    private static final long DRIFT_NANOS = Duration.ofMillis(200).toNanos();

    private final EchoDetector detector;
    private final int rateHz;
    private final long originNanos;
    private @Nullable Resampler resampler;
    private short[] resampled = new short[0];
    private long nextPosition = -1;

    EchoEar(int inboundRateHz, long nowNanos) {
        this.detector = EchoDetector.of(inboundRateHz);
        this.rateHz = inboundRateHz;
        this.originNanos = nowNanos;
    }

    private long position(long nanos) {
        return Math.max(0, (nanos - originNanos) / 1000 * rateHz / 1_000_000);
    }

    @Override
    public void sent(long startNanos, short[] pcm, int lengthSamples, int sentRateHz) {
        if (sentRateHz == rateHz) {
            detector.sent(position(startNanos), pcm, 0, lengthSamples);
            return;
        }
        if (resampler == null) {
            resampler = Resampler.of(sentRateHz, rateHz);
        }
        int room = resampler.maxOutputSamples(lengthSamples);
        resampled = resampled.length < room ? new short[room] : resampled;
        int samples = resampler.process(pcm, 0, lengthSamples, resampled, 0);
        detector.sent(position(startNanos), resampled, 0, samples);
    }

    /** What was thrown away is overwritten by what comes after it. */
    @Override
    public void cut(long nowNanos) {}

    /** Whether a frame of the inbound track is our own voice. */
    boolean recognises(DeliveredFrame frame) {
        long arrived = position(frame.arrivedNanos());
        long limit = DRIFT_NANOS / 1000 * rateHz / 1_000_000;
        long counted = nextPosition + (long) frame.lostBefore() * frame.pcm().length;
        long at = nextPosition < 0 || Math.abs(arrived - counted) > limit ? Math.max(arrived, nextPosition) : counted;
        nextPosition = at + frame.pcm().length;
        return detector.offer(at, frame.pcm(), 0, frame.pcm().length);
    }
}

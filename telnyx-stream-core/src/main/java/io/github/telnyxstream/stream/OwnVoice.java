package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.dsp.EchoDetector;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The echo guard of one session: tells which frames that arrive are our own voice. Off, it does not exist. */
final class OwnVoice implements SentAudio {
    private static final long SECOND_NANOS = 1_000_000_000;

    /** Frames whose number and time of arrival differ by more are counted from their time again. */
    private static final long DRIFT_NANOS = Duration.ofMillis(200).toNanos();

    private final EchoGuard guard;
    private final long tailNanos;
    private final int rateHz;
    private final long originNanos;
    private final @Nullable EchoDetector detector;
    private volatile long speakingUntilNanos;
    private @Nullable Resampler resampler;
    private short[] resampled = new short[0];
    private long nextPosition = -1;

    OwnVoice(InboundOptions options, int inboundRateHz, long nowNanos) {
        this.guard = options.echoGuard();
        this.tailNanos = options.echoTail().toNanos();
        this.rateHz = inboundRateHz;
        this.originNanos = nowNanos;
        this.speakingUntilNanos = nowNanos - tailNanos;
        this.detector = guard == EchoGuard.HALF_DUPLEX ? null : EchoDetector.of(inboundRateHz);
    }

    private long position(long nanos) {
        return Math.max(0, (nanos - originNanos) / 1000 * rateHz / 1_000_000);
    }

    @Override
    public void sent(long startNanos, short[] pcm, int lengthSamples, int sentRateHz) {
        speakingUntilNanos = startNanos + lengthSamples * SECOND_NANOS / sentRateHz;
        if (detector == null) {
            return;
        }
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

    @Override
    public void cut(long nowNanos) {
        if (speakingUntilNanos > nowNanos) {
            speakingUntilNanos = nowNanos;
        }
    }

    /** Looks at a frame of the inbound track, marks and mutes it as the guard says; true when it is an echo. */
    boolean guard(DeliveredFrame frame, long arrivedNanos) {
        boolean echo = detector == null ? isInTail(arrivedNanos) : isHeardAgain(detector, frame, arrivedNanos);
        if (echo) {
            frame.markAsEcho();
            if (guard != EchoGuard.MARK) {
                frame.mute();
            }
        }
        return echo;
    }

    private boolean isInTail(long arrivedNanos) {
        return arrivedNanos - speakingUntilNanos < tailNanos;
    }

    private boolean isHeardAgain(EchoDetector echoes, DeliveredFrame frame, long arrivedNanos) {
        long arrived = position(arrivedNanos);
        long limit = DRIFT_NANOS / 1000 * rateHz / 1_000_000;
        long counted = nextPosition + (long) frame.lostBefore() * frame.pcm().length;
        long at = nextPosition < 0 || Math.abs(arrived - counted) > limit ? Math.max(arrived, nextPosition) : counted;
        nextPosition = at + frame.pcm().length;
        return echoes.offer(at, frame.pcm(), 0, frame.pcm().length);
    }
}

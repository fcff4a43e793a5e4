package io.github.telnyxstream.stream;

import org.jspecify.annotations.Nullable;

/** The echo guard of one session: tells which frames that arrive are our own voice. Off, it does not exist. */
final class OwnVoice implements SentAudio {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final EchoGuard guard;
    private final long tailNanos;
    private final @Nullable EchoEar ear;
    private volatile long speakingUntilNanos;

    OwnVoice(InboundOptions options, int inboundRateHz, long nowNanos) {
        this.guard = options.echoGuard();
        this.tailNanos = options.echoTail().toNanos();
        this.speakingUntilNanos = nowNanos - tailNanos;
        this.ear = isComparing(guard) ? new EchoEar(inboundRateHz, nowNanos) : null;
    }

    /** Whether a guard knows our voice when it marks a frame. */
    static boolean isComparing(EchoGuard guard) {
        return guard == EchoGuard.MARK || guard == EchoGuard.MUTE;
    }

    @Override
    public void sent(long startNanos, short[] pcm, int lengthSamples, int sentRateHz) {
        speakingUntilNanos = startNanos + lengthSamples * SECOND_NANOS / sentRateHz;
        if (ear != null) {
            ear.sent(startNanos, pcm, lengthSamples, sentRateHz);
        }
    }

    @Override
    public void cut(long nowNanos) {
        if (speakingUntilNanos > nowNanos) {
            speakingUntilNanos = nowNanos;
        }
    }

    /** Looks at a frame of the inbound track, marks and mutes it as the guard says; true when our voice was recognised. */
    boolean guard(DeliveredFrame frame) {
        boolean echo = ear == null ? isInTail(frame.arrivedNanos()) : ear.recognises(frame);
        if (echo) {
            frame.markAsEcho();
            if (guard != EchoGuard.MARK) {
                frame.mute();
            }
        }
        return echo && ear != null;
    }

    private boolean isInTail(long arrivedNanos) {
        return arrivedNanos - speakingUntilNanos < tailNanos;
    }
}

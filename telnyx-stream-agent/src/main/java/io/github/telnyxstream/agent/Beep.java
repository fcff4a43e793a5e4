package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.dsp.BeepDetector;
import io.github.telnyxstream.codec.dsp.Levels;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an answering machine at the other end listens: after its beep, or when its greeting has been over for a while and no
 * beep has come. Confined to the loop of its call.
 */
final class Beep {
    /** A beep that came while the model was still making up its mind. */
    private static final Duration JUST_NOW = Duration.ofSeconds(10);
    /** Longer than the pauses of a greeting, and than the time from a greeting to its beep. */
    private static final Duration QUIET = Duration.ofSeconds(3);
    /** A greeting without an end. */
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    /** Sound after a beep that makes it none of a machine that listens: a ring, or a chime before its greeting. */
    private static final Duration ENOUGH = Duration.ofMillis(300);

    private static final double AUDIBLE_DBOV = -45;

    private final CallLoop loop;
    private @Nullable BeepDetector detector;
    private @Nullable Runnable task;
    private CallLoop.@Nullable Timer quiet;
    private CallLoop.@Nullable Timer limit;
    private long soundNanos;
    private long beepNanos;
    private Duration soundSince = Duration.ZERO;
    private boolean hasBeeped;
    private boolean isAsked;

    Beep(CallLoop loop) {
        this.loop = loop;
    }

    /** Whether somebody waits for it, or has been told. */
    boolean isAsked() {
        return isAsked;
    }

    /** Every frame of a call, since the beep may be over before anybody asks for it. */
    void hear(MediaFrame frame) {
        short[] pcm = frame.pcm();
        if (detector == null) {
            detector = BeepDetector.of(frame.format().sampleRateHz());
        }
        if (Levels.dbov(pcm, 0, pcm.length) > AUDIBLE_DBOV) {
            soundNanos = loop.nanoTime();
            if (!frame.isEcho()) {
                soundSince = soundSince.plusNanos(
                        pcm.length * 1_000_000_000L / frame.format().sampleRateHz());
            }
        }
        if (detector.offer(pcm, 0, pcm.length)) {
            hasBeeped = true;
            soundSince = Duration.ZERO;
            beepNanos = loop.nanoTime();
            go();
        }
    }

    /** Does something when the machine listens, once. */
    void await(Runnable then) {
        task = then;
        isAsked = true;
        soundNanos = loop.nanoTime();
        boolean isLast = soundSince.compareTo(ENOUGH) < 0;
        if (hasBeeped && isLast && loop.nanoTime() - beepNanos <= JUST_NOW.toNanos()) {
            go();
            return;
        }
        limit = loop.after(AT_MOST, this::go);
        awaitQuiet(QUIET);
    }

    private void awaitQuiet(Duration rest) {
        quiet = loop.after(rest, () -> {
            Duration left = QUIET.minusNanos(loop.nanoTime() - soundNanos);
            if (left.isNegative() || left.isZero()) {
                go();
            } else {
                awaitQuiet(left);
            }
        });
    }

    private void go() {
        Runnable now = task;
        close();
        if (now != null) {
            now.run();
        }
    }

    void close() {
        task = null;
        if (quiet != null) {
            quiet.cancel();
            quiet = null;
        }
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }
}

package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.dsp.Levels;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for our own voice on the inbound track where no echo guard compares the two, so that a finding tells that one is needed.
 * To compare them all the time costs too much: it is done for a few seconds, when the caller is loud for half a second while we
 * speak, in a few sessions of the acceptor at the same time, and more and more seldom.
 */
final class OwnVoiceCheck {
    private static final Logger log = LoggerFactory.getLogger(OwnVoiceCheck.class);

    /** Sessions of an acceptor that look at the same time: 1 MB, and about one percent of a core. */
    static final int MOST_LOOKS = 4;

    /** -42 dBov; the line adds noise, and an echo of it proves nothing. */
    private static final int LOUD_PEAK = 256;

    private static final int SUSPICIOUS_FRAMES = 25;
    private static final long TAIL_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LOOK_NANOS = Duration.ofSeconds(4).toNanos();
    private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(5).toNanos();

    private final Engine engine;
    private final OutboundTap tap;
    private final Runnable found;
    private final int rateHz;
    private final Semaphore looks;
    private volatile long speakingUntilNanos;
    private volatile boolean done;
    /** Whether there is an ear: every frame is for it then. */
    private volatile boolean looking;

    @GuardedBy("this")
    private @Nullable EchoEar ear;

    @GuardedBy("this")
    private long begunNanos;

    @GuardedBy("this")
    private long nextLookNanos;

    @GuardedBy("this")
    private long pauseNanos = FIRST_PAUSE_NANOS;

    /** In the mailbox's turn. */
    private int loud;

    private int echoes;

    OwnVoiceCheck(Engine engine, OutboundTap tap, int inboundRateHz, Runnable found) {
        long now = engine.options().clock().nanoTime();
        this.engine = engine;
        this.tap = tap;
        this.found = found;
        this.rateHz = inboundRateHz;
        this.looks = engine.echoLooks();
        this.speakingUntilNanos = now;
        this.nextLookNanos = now;
    }

    /** What we say will have been played until then. Safe under any lock. */
    void speaking(long untilNanos) {
        speakingUntilNanos = untilNanos + TAIL_NANOS;
    }

    /** The application gives back what it hears, which is like what comes without being heard again. Safe under any lock. */
    void givingBack(long nowNanos) {
        speakingUntilNanos = nowNanos;
    }

    /** A frame of the inbound track as it came; in the mailbox's turn. */
    void hear(DeliveredFrame frame) {
        long now = frame.arrivedNanos();
        if (done) {
            return;
        }
        boolean isSuspicious =
                now - speakingUntilNanos < 0 && Levels.peak(frame.pcm(), 0, frame.pcm().length) >= LOUD_PEAK;
        if (!isSuspicious && !looking) {
            return;
        }
        EchoEar listening;
        EchoEar begun = null;
        synchronized (this) {
            listening = ear;
            if (listening == null
                    && isSuspicious
                    && ++loud >= SUSPICIOUS_FRAMES
                    && now - nextLookNanos >= 0
                    && looks.tryAcquire()) {
                begun = new EchoEar(rateHz, now);
                ear = begun;
                looking = true;
                begunNanos = now;
                loud = 0;
                echoes = 0;
            }
        }
        if (begun != null) {
            EchoEar beginning = begun;
            // the codec that reads what is sent may be a foreign one, to be loaded
            engine.workers().setup().execute(() -> listen(beginning));
        } else if (listening != null) {
            boolean isOurs = listening.recognises(frame);
            if (isOurs && isSuspicious && ++echoes == Listening.ECHOES_TOLD) {
                end();
                found.run();
            }
        }
    }

    private void listen(EchoEar listening) {
        try {
            tap.add(listening);
        } catch (CodecException noCodec) {
            log.debug("Our own voice is not looked for: what is sent cannot be listened to", noCodec);
            end();
        }
        synchronized (this) {
            if (listening.equals(ear)) {
                return;
            }
        }
        // the look was over before it had begun
        tap.remove(listening);
    }

    /** On the ticker: a call that is quiet keeps nobody else from looking. */
    void tick(long nowNanos) {
        synchronized (this) {
            if (ear == null || nowNanos - begunNanos < LOOK_NANOS) {
                return;
            }
            nextLookNanos = nowNanos + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            stop();
        }
    }

    @GuardedBy("this")
    private void stop() {
        EchoEar listening = ear;
        if (listening != null) {
            ear = null;
            looking = false;
            tap.remove(listening);
            looks.release();
        }
    }

    /** Looks no more. */
    void end() {
        done = true;
        synchronized (this) {
            stop();
        }
    }
}

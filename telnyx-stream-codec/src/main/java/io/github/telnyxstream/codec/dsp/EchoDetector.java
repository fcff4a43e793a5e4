package io.github.telnyxstream.codec.dsp;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what is heard is what was just sent: our own voice, brought back by the network or by the other
 * telephone, one decision for every 20 ms.
 *
 * <p>It compares the two up to 2 kHz. The delay, 0 to 500 ms, is looked for as long as it is not known, which takes some
 * 40 to 60 ms of loud echo; from then on an echo is known from its first frame, after pauses too, and a delay that
 * changes is found again. The echo may be up to 30 dB quieter than what was sent, coded by G.711 and coloured by a
 * telephone. A frame is called an echo when our voice makes up at least 70 % of its power. So a caller who speaks
 * into our echo as loud as it is (double talk) is not taken for one.
 *
 * <p>Both directions are counted on one time line, in samples of the one rate: a position is the time at which audio was
 * handed over or heard. What is sent ahead of time simply has a longer delay.
 *
 * <pre>{@code
 * EchoDetector echoes = EchoDetector.of(8000);
 * echoes.sent(position, spoken, 0, 160);
 * if (!echoes.offer(position, heard, 0, 160)) {
 *     listenTo(heard);
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> {@link #sent} may be called by one thread while another calls the rest; it copies, and never waits
 * for the other. <b>Allocation:</b> {@code sent} and {@code offer} allocate nothing; a detector has
 * about 200 KB at 8 kHz, 270 KB at 24 kHz.
 */
public final class EchoDetector {
    private static final int BLOCKS_PER_SECOND = 50;
    private static final int LONGEST_DELAY_MILLIS = 500;

    /** Blocks that have to look like an echo before the delay is believed: 160 ms. */
    private static final int TRIAL_BLOCKS = 8;

    /** The part of the trial that our voice has to explain; other voices reach 0.6 once in a hundred blocks. */
    private static final double TRIAL_LIKENESS = 0.8;

    private static final double ECHO_SHARE = 0.7;

    /** How fast what is known of the way fades: to a third in half a second. */
    private static final double PATH_MEMORY = 0.96;

    /** Mean squares, treble raised: below them there is nothing to compare. */
    private static final double QUIETEST_HEARD = 16 * 16;

    private static final double QUIETEST_SENT = 8 * 8;
    private static final int HALF_TAPS = EchoFilter.TAPS / 2;

    private final EchoTrack sent;
    private final EchoTrack heard;
    private final EchoSearch search;
    private final EchoFilter trial = new EchoFilter(1);
    private final EchoFilter path = new EchoFilter(PATH_MEMORY);
    private final int thinRateHz;
    private final int blockLength;
    private final int delays;
    private final float[] block;
    private final float[] sentThen;
    private final float[] sentSince;
    private long next = -1;
    private int delay = -1;
    private double share;

    private EchoDetector(int sampleRateHz) {
        this.sent = new EchoTrack(sampleRateHz);
        this.heard = new EchoTrack(sampleRateHz);
        this.thinRateHz = sampleRateHz / sent.factor;
        this.blockLength = thinRateHz / BLOCKS_PER_SECOND / 4 * 4;
        this.delays = thinRateHz * LONGEST_DELAY_MILLIS / 1000 + 1;
        this.search = new EchoSearch(delays, blockLength);
        this.block = new float[TRIAL_BLOCKS * blockLength];
        this.sentThen = new float[TRIAL_BLOCKS * blockLength + EchoFilter.TAPS - 1];
        this.sentSince = new float[delays + blockLength];
    }

    /**
     * A detector that knows nothing of the way yet.
     *
     * @param sampleRateHz rate of both directions in Hz, 8000 to 48000
     * @return a new detector
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static EchoDetector of(int sampleRateHz) {
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        return new EchoDetector(sampleRateHz);
    }

    /**
     * Takes what was sent, before what may be its echo is offered. What lies before audio that was taken already is left
     * out; a gap counts as silence.
     *
     * @param position position of the first sample, at least 0
     * @param pcm samples, mono; not changed
     * @param offset index of the first
     * @param lengthSamples how many; may be 0. Of more than a second the last second counts
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if the position is negative
     */
    public void sent(long position, short[] pcm, int offset, int lengthSamples) {
        requireRange(position, pcm, offset, lengthSamples);
        sent.write(position, pcm, offset, lengthSamples);
    }

    /**
     * Takes what was heard, in chunks of any size up to a second; a decision falls at each 20 ms.
     *
     * @param position position of the first sample, at least 0; audio from before what was taken already is left out
     * @param pcm samples, mono; not changed
     * @param offset index of the first
     * @param lengthSamples how many; may be 0
     * @return whether the last whole 20 ms are an echo
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if the position is negative
     */
    public boolean offer(long position, short[] pcm, int offset, int lengthSamples) {
        requireRange(position, pcm, offset, lengthSamples);
        heard.write(position, pcm, offset, lengthSamples);
        sent.catchUp();
        long ready = heard.catchUp();
        if (next < 0 || ready - next > thinRateHz) {
            next = Math.max(position / heard.factor, ready - thinRateHz);
        }
        for (; next + blockLength <= ready; next += blockLength) {
            decide();
        }
        return share > ECHO_SHARE;
    }

    /**
     * How much of the last whole 20 ms is our own voice.
     *
     * @return the part of the power, 0 to 1; 0 also while the delay is not known or nothing is heard
     */
    public double share() {
        return share;
    }

    /**
     * The delay at which the last echo came.
     *
     * @return from what was sent to its echo, in steps of a quarter of a millisecond or less; null if none has come yet
     */
    public @Nullable Duration delay() {
        return delay < 0 ? null : Duration.ofNanos(1_000_000_000L * delay / thinRateHz);
    }

    /** Forgets everything, as if new: positions may begin anywhere again. Not while another thread is in {@link #sent}. */
    public void reset() {
        sent.reset();
        heard.reset();
        search.reset();
        path.reset();
        next = -1;
        delay = -1;
        share = 0;
    }

    private static void requireRange(long position, short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        if (position < 0) {
            throw new IllegalArgumentException("position is " + position + ", must not be negative");
        }
    }

    private void decide() {
        share = 0;
        heard.copy(next, block, blockLength);
        if (power(block, blockLength) < QUIETEST_HEARD) {
            return;
        }
        if (delay >= 0) {
            compareAtKnownDelay();
        }
        sent.copy(next - delays, sentSince, delays + blockLength);
        if (share <= ECHO_SHARE && power(sentSince, delays + blockLength) > QUIETEST_SENT) {
            lookForDelay();
        }
    }

    private void compareAtKnownDelay() {
        sent.copy(next - delay - HALF_TAPS, sentThen, blockLength + EchoFilter.TAPS - 1);
        if (power(sentThen, blockLength) > QUIETEST_SENT) {
            share = path.share(block, sentThen, blockLength);
            path.learn(block, sentThen, blockLength);
        }
    }

    private void lookForDelay() {
        search.add(block, sentSince);
        int candidate = search.best();
        int length = TRIAL_BLOCKS * blockLength;
        long from = next + blockLength - length;
        heard.copy(from, block, length);
        sent.copy(from - candidate - HALF_TAPS, sentThen, length + EchoFilter.TAPS - 1);
        trial.reset();
        trial.learn(block, sentThen, length);
        if (trial.likeness() < TRIAL_LIKENESS) {
            return;
        }
        if (candidate != delay) {
            delay = candidate;
            path.reset();
            path.learn(block, sentThen, length);
        }
        heard.copy(next, block, blockLength);
        sent.copy(next - delay - HALF_TAPS, sentThen, blockLength + EchoFilter.TAPS - 1);
        share = path.share(block, sentThen, blockLength);
    }

    private static double power(float[] samples, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += samples[i] * samples[i];
        }
        return sum / length;
    }
}

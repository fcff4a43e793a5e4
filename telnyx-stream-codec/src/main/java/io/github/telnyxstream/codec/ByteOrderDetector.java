package io.github.telnyxstream.codec;

import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells from L16 audio in which order the two bytes of a sample come, because RFC 3551 says one thing and measurements of
 * Telnyx another.
 *
 * <p>Voiced speech changes little from one sample to the next; read in the wrong order it is loud noise. Each 20 ms that
 * are loud enough and alike enough in one order, and noise in the other, are a vote. Three votes for an order, and at least
 * three times as many for it as against it, are a verdict, which then stays. Half a second of speech is enough. Silence,
 * comfort noise and noise as bright as it give no vote, so that the answer stays "not sure"; loud dull noise votes for
 * its own order, as speech does. A high tone, and a tone that is smooth in both orders, give no vote either.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> none after creation, except by {@link #verdict}.
 */
public final class ByteOrderDetector {
    /** About -32 dBov: louder than the comfort noise that Telnyx fills silence with (about -35 dB by a field report). */
    private static final double LEAST_POWER = 820.0 * 820.0;

    /** Power of the change from sample to sample, relative to the power: 0 for a constant, 2 for white noise. */
    private static final double SMOOTH = 0.9;

    private static final double ROUGH = 1.2;

    /** Share of the power that the two samples before cannot tell: 1 for white noise, 0 for a tone, however high. */
    private static final double UNFORESEEN = 0.5;

    private static final int VOTES_NEEDED = 3;

    private final int blockSamples;
    private final Reading little = new Reading();
    private final Reading big = new Reading();
    private int first = -1;
    private int samples;

    /** One order in which the bytes may be read, over the current block. */
    private static final class Reading {
        private int last;
        private int lastButOne;
        private double sum;
        private double power;
        private double change;
        private double changeOverTwo;
        private int votes;

        void add(int sample) {
            int step = sample - last;
            int twoSteps = sample - lastButOne;
            sum += sample;
            power += (double) sample * sample;
            change += (double) step * step;
            changeOverTwo += (double) twoSteps * twoSteps;
            lastButOne = last;
            last = sample;
        }

        /** Without the mean, so that an offset does not look like smooth audio. */
        double alternatingPower(int count) {
            return power - sum * sum / count;
        }

        boolean isSmooth(int count) {
            double alternating = alternatingPower(count);
            return alternating > LEAST_POWER * count && change < SMOOTH * alternating;
        }

        /** Rough as noise is: a high tone is rough as well, but its samples follow from those before. */
        boolean isRough(int count) {
            double alternating = alternatingPower(count);
            return change > ROUGH * alternating && unforeseen(alternating) > UNFORESEEN;
        }

        /** What the best linear prediction from two samples leaves of the power. */
        private double unforeseen(double alternating) {
            double near = 1 - change / (2 * alternating);
            double far = 1 - changeOverTwo / (2 * alternating);
            double rest = 1 - near * near;
            double reflected = (far - near * near) / rest;
            return rest * (1 - reflected * reflected);
        }

        void endBlock() {
            sum = 0;
            power = 0;
            change = 0;
            changeOverTwo = 0;
        }
    }

    private ByteOrderDetector(int blockSamples) {
        this.blockSamples = blockSamples;
    }

    /**
     * A detector for one stream.
     *
     * @param sampleRateHz audio rate of the L16 format: 8000 to 48000
     * @return a detector that has heard nothing
     * @throws IllegalArgumentException for another rate
     */
    public static ByteOrderDetector of(int sampleRateHz) {
        return new ByteOrderDetector(MediaFormat.l16(sampleRateHz).samplesPerFrame());
    }

    /**
     * Listens to audio. After a verdict it does nothing.
     *
     * @param bytes L16 audio; not changed. A sample may be cut in two by the end of a chunk
     * @param offset index of the first byte
     * @param length how many
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public void offer(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, Objects.requireNonNull(bytes, "bytes").length);
        for (int i = offset; i < offset + length && !isSure(); i++) {
            int value = bytes[i] & 0xFF;
            if (first < 0) {
                first = value;
            } else {
                little.add((short) (value << 8 | first));
                big.add((short) (first << 8 | value));
                first = -1;
                if (++samples == blockSamples) {
                    endBlock();
                }
            }
        }
    }

    private void endBlock() {
        if (little.isSmooth(samples) && big.isRough(samples)) {
            little.votes++;
        } else if (big.isSmooth(samples) && little.isRough(samples)) {
            big.votes++;
        }
        little.endBlock();
        big.endBlock();
        samples = 0;
    }

    /**
     * Whether there is a verdict.
     *
     * @return true once the order is certain
     */
    public boolean isSure() {
        return verdict(little, big) || verdict(big, little);
    }

    private static boolean verdict(Reading reading, Reading other) {
        return reading.votes >= VOTES_NEEDED && reading.votes >= VOTES_NEEDED * other.votes;
    }

    /**
     * The order of the bytes.
     *
     * @return the order, or null while not sure
     */
    public @Nullable ByteOrder verdict() {
        if (verdict(little, big)) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return verdict(big, little) ? ByteOrder.BIG_ENDIAN : null;
    }

    /** Forgets everything heard, the verdict too. */
    public void reset() {
        first = -1;
        samples = 0;
        little.votes = 0;
        big.votes = 0;
        little.last = 0;
        little.lastButOne = 0;
        big.last = 0;
        big.lastButOne = 0;
        little.endBlock();
        big.endBlock();
    }
}

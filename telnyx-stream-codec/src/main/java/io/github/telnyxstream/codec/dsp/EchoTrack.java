package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * One direction of a call as an {@link EchoDetector} sees it: samples by position, thinned to about 4 kHz with the treble
 * raised, so that voices differ and a search is cheap. One thread writes, another may read: the writer only copies and
 * publishes, and never waits.
 */
final class EchoTrack {
    private static final int BANDWIDTH_HZ = 4000;
    private static final int RAW_MILLIS = 1200;
    private static final double CUTOFF = 0.85;
    private static final float PRE_EMPHASIS = 0.9f;

    /** Thinned samples that are kept: a second and more, whatever the rate. */
    private static final int KEPT = 8192;

    /** Raw samples for each thinned one. */
    final int factor;

    private final short[] raw;
    private final float[] taps;
    private final float[] thin = new float[KEPT];
    private volatile long end = -1;
    private long ready = -1;
    private float previous;

    EchoTrack(int sampleRateHz) {
        this.factor = sampleRateHz / BANDWIDTH_HZ;
        this.raw = new short[Integer.highestOneBit(sampleRateHz * RAW_MILLIS / 1000) * 2];
        this.taps = Decimator.taps(factor, CUTOFF);
    }

    /** Takes samples at a position; what lies before those taken already is left out, a gap is silence. */
    void write(long position, short[] pcm, int offset, int lengthSamples) {
        long from = end;
        int skipped = (int) Math.max(0, Math.min(lengthSamples, from - position));
        long at = position + skipped;
        for (long gap = Math.max(from, at - raw.length); from >= 0 && gap < at; gap++) {
            raw[index(gap)] = 0;
        }
        for (int i = skipped; i < lengthSamples; i++) {
            raw[index(position + i)] = pcm[offset + i];
        }
        end = Math.max(from, position + lengthSamples);
    }

    /** Thins what has been written since; says up to which thinned sample, exclusively, the track is known. */
    long catchUp() {
        long to = Math.floorDiv(end, factor);
        long oldest = Math.max(0, to - (raw.length - taps.length) / factor + 1);
        if (ready < oldest) {
            Arrays.fill(thin, 0f);
            ready = oldest;
            previous = 0;
        }
        for (; ready < to; ready++) {
            float low = lowPassed((ready + 1) * factor - taps.length);
            thin[(int) (ready & KEPT - 1)] = low - PRE_EMPHASIS * previous;
            previous = low;
        }
        return ready;
    }

    /** Copies thinned samples; those not known (yet, or any more) are silence. */
    void copy(long from, float[] to, int length) {
        for (int i = 0; i < length; i++) {
            long at = from + i;
            to[i] = at < ready && at >= ready - KEPT ? thin[(int) (at & KEPT - 1)] : 0;
        }
    }

    void reset() {
        Arrays.fill(raw, (short) 0);
        end = -1;
        ready = -1;
    }

    private int index(long position) {
        return (int) (position & raw.length - 1);
    }

    private float lowPassed(long first) {
        float sum = 0;
        for (int tap = 0; tap < taps.length; tap++) {
            sum += taps[tap] * raw[index(first + tap)];
        }
        return sum;
    }
}

package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;
import java.util.Objects;

/**
 * Fills the place of lost frames with the pitch of what came before, fading out over 60 ms (G.711, Appendix I). For audio
 * at 8 kHz, whatever codec it came in.
 *
 * <p>Every 10 ms of the call go through it, received or lost, in order. What comes out is {@link #DELAY_SAMPLES} (3.75 ms)
 * late, because a loss changes the samples just before it.
 *
 * <p>The result is within one step of the reference in floating point of the ITU-T (G.191).
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> none after creation.
 */
public final class LossConcealer {
    /** By how many samples the output is late. */
    public static final int DELAY_SAMPLES = 30;

    /** Samples of one block of 10 ms: lengths are multiples of it. */
    public static final int BLOCK_SAMPLES = 80;

    private static final int PITCH_MIN = 40;
    private static final int PITCH_MAX = 120;
    private static final int HISTORY = 3 * PITCH_MAX + DELAY_SAMPLES;

    /** Fading begins with the second lost block and ends after the sixth. */
    private static final float FADE_PER_BLOCK = 0.2f;

    private static final float FADE_PER_SAMPLE = FADE_PER_BLOCK / BLOCK_SAMPLES;
    private static final int SILENT_FROM_BLOCK = 6;

    /** Each lost block lengthens the way back to received audio by 4 ms. */
    private static final int OVERLAP_PER_BLOCK = 32;

    private final short[] history = new short[HISTORY];

    /** The history at the moment of the loss; its last one to three periods are repeated. */
    private final float[] past = new float[HISTORY];

    /** The last quarter of a period before it was blended with the start of the repetition. */
    private final float[] lastQuarter = new float[DELAY_SAMPLES];

    private final short[] continuation = new short[BLOCK_SAMPLES];

    private int lostBlocks;
    private int pitch;
    private int quarter;
    private int repeated;
    private int position;

    private LossConcealer() {}

    /**
     * A concealer for one stream.
     *
     * @return a concealer that has heard nothing
     */
    public static LossConcealer create() {
        return new LossConcealer();
    }

    /**
     * Takes received audio and replaces it, in place, with what is to be played: the same, late, and blended with what was
     * made up if a loss came before.
     *
     * @param pcm received samples; changed
     * @param offset index of the first sample
     * @param lengthSamples how many: a multiple of {@link #BLOCK_SAMPLES}
     * @throws IllegalArgumentException if the length is not such a multiple
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public void receive(short[] pcm, int offset, int lengthSamples) {
        check(pcm, offset, lengthSamples);
        for (int block = offset; block < offset + lengthSamples; block += BLOCK_SAMPLES) {
            if (lostBlocks > 0) {
                returnTo(pcm, block);
                lostBlocks = 0;
            }
            delay(pcm, block);
        }
    }

    /**
     * Makes up audio that was lost.
     *
     * @param pcm where the samples to be played go
     * @param offset index of the first sample to write
     * @param lengthSamples how many were lost: a multiple of {@link #BLOCK_SAMPLES}
     * @throws IllegalArgumentException if the length is not such a multiple
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public void conceal(short[] pcm, int offset, int lengthSamples) {
        check(pcm, offset, lengthSamples);
        for (int block = offset; block < offset + lengthSamples; block += BLOCK_SAMPLES) {
            makeUp(pcm, block);
            lostBlocks = Math.min(lostBlocks + 1, SILENT_FROM_BLOCK);
            delay(pcm, block);
        }
    }

    private static void check(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        if (lengthSamples % BLOCK_SAMPLES != 0) {
            throw new IllegalArgumentException(
                    "lengthSamples is " + lengthSamples + ", must be a multiple of " + BLOCK_SAMPLES);
        }
    }

    /** Forgets everything heard. */
    public void reset() {
        Arrays.fill(history, (short) 0);
        lostBlocks = 0;
    }

    private void makeUp(short[] out, int offset) {
        if (lostBlocks >= SILENT_FROM_BLOCK) {
            Arrays.fill(out, offset, offset + BLOCK_SAMPLES, (short) 0);
            return;
        }
        if (lostBlocks == 0) {
            startRepeating();
            repeat(out, offset, BLOCK_SAMPLES);
            return;
        }
        if (lostBlocks <= 2) {
            repeatOnePeriodMore(out, offset);
        } else {
            repeat(out, offset, BLOCK_SAMPLES);
        }
        fade(out, offset);
    }

    private void startRepeating() {
        for (int i = 0; i < HISTORY; i++) {
            past[i] = history[i];
        }
        pitch = PitchSearch.period(past);
        quarter = pitch / 4;
        System.arraycopy(past, HISTORY - quarter, lastQuarter, 0, quarter);
        position = 0;
        repeated = pitch;
        blendEndWithStart();
        for (int i = HISTORY - quarter; i < HISTORY; i++) {
            history[i] = (short) past[i];
        }
    }

    /** A second and a third period make a long loss sound less like a tone. */
    private void repeatOnePeriodMore(short[] out, int offset) {
        int before = position;
        repeat(continuation, 0, quarter);
        position = before;
        while (position > pitch) {
            position -= pitch;
        }
        repeated += pitch;
        blendEndWithStart();
        repeat(out, offset, BLOCK_SAMPLES);
        float step = 1f / quarter;
        float old = 1f - step;
        float made = step;
        for (int i = 0; i < quarter; i++) {
            out[offset + i] = (short) saturated(old * continuation[i] + made * out[offset + i]);
            old -= step;
            made += step;
        }
    }

    /** The end of the repeated part runs over into what came before its start, so that its joints are smooth. */
    private void blendEndWithStart() {
        int beforeStart = HISTORY - repeated - quarter;
        int end = HISTORY - quarter;
        float step = 1f / quarter;
        float left = 1f - step;
        float right = step;
        for (int i = 0; i < quarter; i++) {
            past[end + i] = saturated(left * lastQuarter[i] + right * past[beforeStart + i]);
            left -= step;
            right += step;
        }
    }

    private void repeat(short[] out, int offset, int lengthSamples) {
        for (int i = 0; i < lengthSamples; i++) {
            out[offset + i] = (short) past[HISTORY - repeated + position];
            if (++position == repeated) {
                position = 0;
            }
        }
    }

    private void fade(short[] out, int offset) {
        float gain = 1f - (lostBlocks - 1) * FADE_PER_BLOCK;
        for (int i = 0; i < BLOCK_SAMPLES; i++) {
            out[offset + i] = (short) (out[offset + i] * gain);
            gain -= FADE_PER_SAMPLE;
        }
    }

    /** Blends the first received block after a loss with the continuation of what was made up. */
    private void returnTo(short[] pcm, int offset) {
        int length = Math.min(BLOCK_SAMPLES, quarter + (lostBlocks - 1) * OVERLAP_PER_BLOCK);
        repeat(continuation, 0, length);
        float gain = Math.max(0f, 1f - (lostBlocks - 1) * FADE_PER_BLOCK);
        float step = 1f / length;
        float made = (1f - step) * gain;
        float received = step;
        for (int i = 0; i < length; i++) {
            pcm[offset + i] = (short) saturated(made * continuation[i] + received * pcm[offset + i]);
            made -= step * gain;
            received += step;
        }
    }

    private static float saturated(float sample) {
        return Math.max(-32768f, Math.min(32767f, sample));
    }

    private void delay(short[] pcm, int offset) {
        System.arraycopy(history, BLOCK_SAMPLES, history, 0, HISTORY - BLOCK_SAMPLES);
        System.arraycopy(pcm, offset, history, HISTORY - BLOCK_SAMPLES, BLOCK_SAMPLES);
        System.arraycopy(history, HISTORY - BLOCK_SAMPLES - DELAY_SAMPLES, pcm, offset, BLOCK_SAMPLES);
    }

    /** Finds the period by which the last 20 ms look most like what came before them. */
    private static final class PitchSearch {
        private static final int WINDOW = 160;
        private static final int RANGE = PITCH_MAX - PITCH_MIN;
        private static final float LEAST_POWER = 250f;

        private PitchSearch() {}

        /** First every second lag on every second sample, then all lags around the best. */
        static int period(float[] past) {
            int coarse = best(past, 0, RANGE, 2);
            return PITCH_MAX - best(past, Math.max(0, coarse - 1), Math.min(RANGE, coarse + 1), 1);
        }

        /** Of equal lags the coarse search takes the last and so the shortest period, the fine one the first. */
        private static int best(float[] past, int first, int last, int stride) {
            int from = past.length - WINDOW - PITCH_MAX;
            float energy = 0f;
            for (int i = 0; i < WINDOW; i += stride) {
                energy += past[from + first + i] * past[from + first + i];
            }
            int best = first;
            float bestLikeness = 0f;
            for (int lag = first; lag <= last; lag += stride) {
                float likeness = likeness(past, from + lag, energy, stride);
                if (lag == first || likeness > bestLikeness || (stride > 1 && likeness == bestLikeness)) {
                    best = lag;
                    bestLikeness = likeness;
                }
                float leaving = past[from + lag];
                float entering = lag < last ? past[from + lag + WINDOW] : 0f;
                energy -= leaving * leaving;
                energy += entering * entering;
            }
            return best;
        }

        private static float likeness(float[] past, int start, float energy, int stride) {
            int end = past.length - WINDOW;
            float correlation = 0f;
            for (int i = 0; i < WINDOW; i += stride) {
                correlation += past[start + i] * past[end + i];
            }
            return correlation / (float) Math.sqrt(Math.max(energy, LEAST_POWER));
        }
    }
}

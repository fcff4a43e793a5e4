package io.github.telnyxstream.examples.voicemail;

import java.time.Duration;
import java.util.Arrays;

/**
 * Says for how long nobody has spoken. Telnyx fills pauses with comfort noise (about -35 dB in one field report), so
 * loudness alone says little. A frame counts as speech when it is clearly louder than the quietest tenth of the last three
 * seconds, unless the level has not moved for half a second, which speech never does. Time is audio time: a slow network
 * cannot make a pause longer.
 *
 * <p>One thread at a time; allocates nothing after construction.
 */
final class SilenceWatch {
    private static final int WINDOW_FRAMES = 150;
    private static final int FRAMES_PER_ESTIMATE = 10;
    private static final double ABOVE_NOISE_DB = 6;
    /** Whatever is quieter is no speech even on a perfectly silent line; whatever is louder is no line noise. */
    private static final double QUIETEST_SPEECH_DB = -45;

    private static final double LOUDEST_NOISE_DB = -24;
    private static final double DIGITAL_SILENCE_DB = -96;
    private static final int STEADY_FRAMES = 25;
    private static final double STEADY_SPREAD_DB = 5;
    /** A click is shorter than any syllable. */
    private static final int FRAMES_OF_SPEECH = 3;

    private final double[] levels = new double[WINDOW_FRAMES];
    private final double[] sorted = new double[WINDOW_FRAMES];
    private long frames;
    private long framesSinceRestart;
    private double thresholdDb = QUIETEST_SPEECH_DB;
    private int loudInARow;
    private long silentMicros;

    /** Listens to a frame, after {@code lostBefore} frames of the same length that never came. */
    void listen(short[] pcm, int sampleRateHz, int lostBefore) {
        if (pcm.length == 0) {
            return;
        }
        double level = levelDb(pcm);
        framesSinceRestart++;
        levels[(int) (frames++ % WINDOW_FRAMES)] = level;
        if (frames % FRAMES_PER_ESTIMATE == 0) {
            estimateNoise();
        }
        loudInARow = level > thresholdDb ? loudInARow + 1 : 0;
        long micros = pcm.length * 1_000_000L / sampleRateHz;
        if (isSteadyNoise()) {
            silentMicros = Math.max(silentMicros + micros * (1L + lostBefore), micros * STEADY_FRAMES);
        } else if (loudInARow >= FRAMES_OF_SPEECH) {
            silentMicros = 0;
        } else {
            silentMicros += micros * (1L + lostBefore);
        }
    }

    private boolean isSteadyNoise() {
        if (framesSinceRestart < STEADY_FRAMES) {
            return false;
        }
        double loudest = DIGITAL_SILENCE_DB;
        double quietest = 0;
        for (long frame = frames - STEADY_FRAMES; frame < frames; frame++) {
            double level = levels[(int) (frame % WINDOW_FRAMES)];
            loudest = Math.max(loudest, level);
            quietest = Math.min(quietest, level);
        }
        return loudest < LOUDEST_NOISE_DB && loudest - quietest < STEADY_SPREAD_DB;
    }

    private void estimateNoise() {
        int known = (int) Math.min(frames, WINDOW_FRAMES);
        System.arraycopy(levels, 0, sorted, 0, known);
        Arrays.sort(sorted, 0, known);
        double quiet = sorted[known / 10];
        thresholdDb = Math.min(LOUDEST_NOISE_DB, Math.max(QUIETEST_SPEECH_DB, quiet + ABOVE_NOISE_DB));
    }

    /** Begins to count anew; what is known about the noise stays. */
    void restart() {
        framesSinceRestart = 0;
        silentMicros = 0;
        loudInARow = 0;
    }

    /** How long nobody has spoken, to the frame. */
    Duration silence() {
        return Duration.ofNanos(silentMicros * 1000);
    }

    private static double levelDb(short[] pcm) {
        double energy = 0;
        for (short sample : pcm) {
            energy += (double) sample * sample;
        }
        double rms = Math.sqrt(energy / pcm.length) / 32768;
        return rms == 0 ? DIGITAL_SILENCE_DB : 20 * Math.log10(rms);
    }
}

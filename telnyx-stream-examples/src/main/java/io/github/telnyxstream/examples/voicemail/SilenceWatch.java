package io.github.telnyxstream.examples.voicemail;

import java.time.Duration;
import java.util.Arrays;

/**
 * Says for how long nobody has spoken. Telnyx fills pauses with comfort noise (about -35 dB in one field report), so a
 * frame counts as speech when it is clearly louder than the quietest tenth of the last three seconds. Time is audio time:
 * a slow network cannot make a pause longer.
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
    /** A click is shorter than any syllable. */
    private static final int FRAMES_OF_SPEECH = 3;

    private final double[] levels = new double[WINDOW_FRAMES];
    private final double[] sorted = new double[WINDOW_FRAMES];
    private long frames;
    private double thresholdDb = QUIETEST_SPEECH_DB;
    private int loudInARow;
    private long silentMicros;

    /** Listens to a frame, after {@code lostBefore} frames of the same length that never came. */
    void listen(short[] pcm, int sampleRateHz, int lostBefore) {
        if (pcm.length == 0) {
            return;
        }
        double level = levelDb(pcm);
        levels[(int) (frames++ % WINDOW_FRAMES)] = level;
        if (frames % FRAMES_PER_ESTIMATE == 0) {
            estimateNoise();
        }
        loudInARow = level > thresholdDb ? loudInARow + 1 : 0;
        if (loudInARow >= FRAMES_OF_SPEECH) {
            silentMicros = 0;
        } else {
            silentMicros += (1L + lostBefore) * pcm.length * 1_000_000 / sampleRateHz;
        }
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
        silentMicros = 0;
        loudInARow = 0;
    }

    /** How long nobody has spoken, to the frame. */
    Duration silence() {
        return Duration.of(silentMicros, java.time.temporal.ChronoUnit.MICROS);
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

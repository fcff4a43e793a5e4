package io.github.telnyxstream.codec.dsp;

/**
 * How much a short stretch of audio repeats itself at a distance that a voice can have, 60 to 400 Hz: the peak of the
 * normalised cross-correlation. Voices reach 0.9 and more, breath and several voices at once stay below 0.7 mostly. One
 * thread at a time.
 */
final class PitchFinder {
    private static final int HIGHEST_HZ = 400;
    private static final int LOWEST_HZ = 60;
    private static final double COMPARED_SECONDS = 0.0235;

    /** A later peak, of two or three periods, has to be that much better. */
    private static final double BETTER = 1.12;

    private final int shortest;
    private final int longest;
    private final int compared;
    private final double[] likeness;
    private double strength;
    private double period;

    PitchFinder(int sampleRateHz) {
        this.shortest = sampleRateHz / HIGHEST_HZ;
        this.longest = sampleRateHz / LOWEST_HZ;
        this.compared = (int) (COMPARED_SECONDS * sampleRateHz);
        this.likeness = new double[longest + 1];
    }

    /** Samples that {@link #listen} looks at: 40 ms. */
    int length() {
        return longest + compared;
    }

    /** Listens to so many samples. */
    void listen(float[] samples) {
        double energy = 1;
        for (int i = 0; i < compared; i++) {
            energy += samples[longest + i] * samples[longest + i];
        }
        for (int lag = shortest - 1; lag <= longest; lag++) {
            likeness[lag] = likeness(samples, lag, energy);
        }
        findPeak();
    }

    /** How alike the periods are: 0 for not at all to 1. */
    double strength() {
        return strength;
    }

    /** The period in samples, if there is any strength. */
    double period() {
        return period;
    }

    private double likeness(float[] samples, int lag, double energy) {
        float both = 0;
        float earlier = 1;
        for (int i = 0; i < compared; i++) {
            float before = samples[longest - lag + i];
            both += samples[longest + i] * before;
            earlier += before * before;
        }
        return both / Math.sqrt(energy * earlier);
    }

    private void findPeak() {
        strength = 0;
        period = 0;
        for (int lag = shortest; lag < longest; lag++) {
            double before = likeness[lag - 1];
            double here = likeness[lag];
            double after = likeness[lag + 1];
            if (here < before || here < after) {
                continue;
            }
            double bend = before - 2 * here + after;
            double shift = bend < 0 ? 0.5 * (before - after) / bend : 0;
            double peak = Math.min(1, here - 0.25 * (before - after) * shift);
            if (peak > strength * BETTER) {
                strength = peak;
                period = lag + shift;
            }
        }
    }
}

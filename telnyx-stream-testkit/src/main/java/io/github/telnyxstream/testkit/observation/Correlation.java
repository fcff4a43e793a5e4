package io.github.telnyxstream.testkit.observation;

/** Where a sound is found in another, and how well it fits there. */
final class Correlation {
    /** Coarse search on every fourth sample of a smoothed copy, fine search around its best places. */
    private static final int STEP = 4;

    private static final int LONGEST = 10 * Sound.RATE_HZ;

    private Correlation() {}

    /** The greatest normalised correlation of the needle with any place of the hay, 0 to 1. */
    static double best(short[] hay, short[] needle) {
        int length = Math.min(needle.length, LONGEST);
        if (length == 0 || hay.length < length) {
            return 0;
        }
        double[] thinHay = thin(hay, hay.length);
        double[] thinNeedle = thin(needle, length);
        int best = 0;
        double most = -1;
        for (int at = 0; at + thinNeedle.length <= thinHay.length; at++) {
            double fit = Math.abs(fit(thinHay, at, thinNeedle));
            if (fit > most) {
                most = fit;
                best = at;
            }
        }
        double finest = 0;
        for (int at = Math.max(0, (best - 1) * STEP); at <= Math.min(hay.length - length, (best + 1) * STEP); at++) {
            finest = Math.max(finest, Math.abs(fit(hay, at, needle, length)));
        }
        return finest;
    }

    private static double[] thin(short[] pcm, int length) {
        double[] thin = new double[length / STEP];
        for (int i = 0; i < thin.length; i++) {
            for (int k = 0; k < STEP; k++) {
                thin[i] += pcm[i * STEP + k];
            }
        }
        return thin;
    }

    private static double fit(double[] hay, int at, double[] needle) {
        double both = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < needle.length; i++) {
            both += hay[at + i] * needle[i];
            one += hay[at + i] * hay[at + i];
            other += needle[i] * needle[i];
        }
        return both / Math.sqrt(Math.max(1, one) * Math.max(1, other));
    }

    private static double fit(short[] hay, int at, short[] needle, int length) {
        double both = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < length; i++) {
            both += (double) hay[at + i] * needle[i];
            one += (double) hay[at + i] * hay[at + i];
            other += (double) needle[i] * needle[i];
        }
        return both / Math.sqrt(Math.max(1, one) * Math.max(1, other));
    }
}

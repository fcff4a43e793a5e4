package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * What the last frames say for a voice that begins: some frames with a pitch that goes on, and louder than the noise in front
 * of them, as the loudest of a cough is its burst and the loudest of a word a vowel. One thread at a time.
 */
final class VoiceEvidence {
    private static final int FRAMES = 5;
    private static final int LEAST_VOICED = 2;
    private static final double ENOUGH = 1.7;
    private static final double MOST_OF_ONE = 1.2;
    private static final double NO_EVIDENCE = 0.55;
    private static final double FULL_EVIDENCE = 0.9;

    /** Frames in which a noise counts against a voice that follows it: 300 ms. */
    private static final int BURST_FRAMES = 15;

    private static final double BURST_RATIO = Math.pow(10, 0.2);

    /** How far the pitch moves from frame to frame, one period taken for two or three included. */
    private static final double PITCH_TOLERANCE = 0.2;

    private static final int FRAMES_WITHOUT_PITCH = 3;

    private final double[] evidence = new double[BURST_FRAMES];
    private final double[] power = new double[BURST_FRAMES];
    private double lastPeriod;
    private double periodBefore;
    private int newest;
    private int withoutPitch;

    /** A frame without a voice. */
    void addUnvoiced(double framePower) {
        withoutPitch++;
        if (withoutPitch > FRAMES_WITHOUT_PITCH) {
            lastPeriod = 0;
            periodBefore = 0;
        }
        add(framePower, 0);
    }

    /** A frame with a voice. */
    void addVoiced(double framePower, double strength, double period) {
        boolean goesOn = lastPeriod == 0
                || isNear(period / lastPeriod, 1)
                || isMultiple(period / lastPeriod)
                || (periodBefore > 0 && isNear(period / periodBefore, 1));
        periodBefore = lastPeriod;
        lastPeriod = period;
        withoutPitch = 0;
        double weight = (strength - NO_EVIDENCE) / (FULL_EVIDENCE - NO_EVIDENCE);
        add(framePower, goesOn ? Math.max(0, Math.min(MOST_OF_ONE, weight)) : 0);
    }

    /** How many frames ago the voice began that is now certain; -1 if none is. */
    int framesOfVoice() {
        double sum = 0;
        double voice = 0;
        int voiced = 0;
        int first = 0;
        for (int age = 0; age < FRAMES; age++) {
            int frame = index(age);
            if (evidence[frame] > 0) {
                sum += evidence[frame];
                voice = Math.max(voice, power[frame]);
                voiced++;
                first = age + 1;
            }
        }
        return sum >= ENOUGH && voiced >= LEAST_VOICED && voice * BURST_RATIO > burst() ? first : -1;
    }

    void reset() {
        Arrays.fill(evidence, 0);
        Arrays.fill(power, 0);
        lastPeriod = 0;
        periodBefore = 0;
        withoutPitch = 0;
    }

    private double burst() {
        double burst = 0;
        for (int frame = 0; frame < BURST_FRAMES; frame++) {
            burst = evidence[frame] > 0 ? burst : Math.max(burst, power[frame]);
        }
        return burst;
    }

    private void add(double framePower, double weight) {
        newest = newest + 1 == BURST_FRAMES ? 0 : newest + 1;
        power[newest] = framePower;
        evidence[newest] = weight;
    }

    private int index(int age) {
        return newest >= age ? newest - age : newest - age + BURST_FRAMES;
    }

    private static boolean isMultiple(double ratio) {
        return isNear(ratio, 2) || isNear(ratio, 0.5) || isNear(ratio, 3) || isNear(ratio, 1.0 / 3);
    }

    private static boolean isNear(double ratio, double wanted) {
        return Math.abs(ratio - wanted) < PITCH_TOLERANCE * wanted;
    }
}

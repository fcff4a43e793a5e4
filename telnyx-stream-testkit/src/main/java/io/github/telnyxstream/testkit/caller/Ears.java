package io.github.telnyxstream.testkit.caller;

/** What a person makes of what they hear: sound or silence, for how long, and beeps. */
final class Ears {
    /** About -45 dB below full scale. */
    private static final double AUDIBLE = 184.0 * 184.0;
    /** An effective value of twice that of the line's noise: the echo of noise is nothing that anybody waits for. */
    private static final double ABOVE_NOISE = 4;

    /** The mean square from which on there is sound. */
    private final double audible;

    private final BeepDetector beeps = new BeepDetector();
    private int quietFrames;
    private boolean heardAnything;
    private boolean hearing;
    private boolean beepEnded;
    private int framesSinceSoundEnded;

    /** Ears at a line with evenly distributed noise of an amplitude, whose mean square is a third of the amplitude's. */
    Ears(double noiseAmplitude) {
        audible = Math.max(AUDIBLE, ABOVE_NOISE * noiseAmplitude * noiseAmplitude / 3);
    }

    /** Takes the next 160 samples. */
    void hear(short[] frame) {
        double energy = 0;
        for (short sample : frame) {
            energy += (double) sample * sample;
        }
        boolean sound = energy >= audible * frame.length;
        quietFrames = sound ? 0 : quietFrames + 1;
        heardAnything |= sound;
        hearing = sound || (hearing && quietFrames < 10);
        framesSinceSoundEnded = sound ? 0 : framesSinceSoundEnded + 1;
        beepEnded = beeps.hear(frame);
    }

    /** Whether there is sound now; pauses under 200 ms do not count. */
    boolean isHearing() {
        return hearing;
    }

    /** Whether a beep ended with the frame just heard. */
    boolean beepEnded() {
        return beepEnded;
    }

    /** Whether something was heard since {@link #listenAnew} and then nothing for so many frames. */
    boolean heardThenQuietFor(int frames) {
        return heardAnything && framesSinceSoundEnded >= frames;
    }

    /** Whether there was no sound for so many frames. */
    boolean quietFor(int frames) {
        return quietFrames >= frames;
    }

    /** Forgets what was heard so far. */
    void listenAnew() {
        heardAnything = false;
    }
}

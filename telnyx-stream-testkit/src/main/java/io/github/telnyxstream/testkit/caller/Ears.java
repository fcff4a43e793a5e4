package io.github.telnyxstream.testkit.caller;

/** What a person makes of what they hear: sound or silence, for how long, and beeps. */
final class Ears {
    /** About -45 dB below full scale: the echo of the line's own noise is nothing that anybody waits for. */
    private static final double AUDIBLE = 184.0 * 184.0;

    private final BeepDetector beeps = new BeepDetector();
    private int quietFrames;
    private boolean heardAnything;
    private boolean hearing;
    private boolean beepEnded;
    private int framesSinceSoundEnded;

    /** Takes the next 160 samples. */
    void hear(short[] frame) {
        double energy = 0;
        for (short sample : frame) {
            energy += (double) sample * sample;
        }
        boolean sound = energy >= AUDIBLE * frame.length;
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

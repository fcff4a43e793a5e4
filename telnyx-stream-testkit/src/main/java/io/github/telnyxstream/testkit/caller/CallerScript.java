package io.github.telnyxstream.testkit.caller;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * A caller at work: every 20 ms it hears a frame and utters one. Used by the simulator, one per call.
 *
 * <p><b>Threads:</b> one thread at a time.
 */
public final class CallerScript {
    /** Samples in 20 ms at 8 kHz. */
    public static final int FRAME_SAMPLES = 160;

    private static final int PAUSE_AFTER_DIGIT = 10;
    private static final int NOISE_SAMPLES = 8000;
    private static final int GREETS_WITHIN_FRAMES = 75;
    /** Whoever was asked something thinks for longer than whoever only greets. */
    private static final int REPLIES_WITHIN_FRAMES = 150;

    private final Caller caller;
    private final Line line;
    private final Deque<Step> steps;
    private final Ears ears;
    private final SplittableRandom random;
    private final short[] noise;
    private int stepFrames;
    private int openFrames;
    private int spokenSamples;
    /** Whether the caller has said something or pressed a key, so that it is the application's turn. */
    private boolean hadATurn;

    private long frames;
    private boolean over;

    /**
     * A caller at the beginning of their script.
     *
     * @param caller who
     * @param line what to act on
     * @param seed of the comfort noise
     */
    public CallerScript(Caller caller, Line line, long seed) {
        this.caller = caller;
        this.line = line;
        steps = new ArrayDeque<>(caller.steps());
        random = new SplittableRandom(seed);
        noise = noise(caller.noiseAmplitude());
        ears = new Ears(caller.noiseAmplitude());
    }

    /**
     * Whether the person hears something now; pauses under 200 ms do not count.
     *
     * @return true while there is sound
     */
    public boolean isHearing() {
        return ears.isHearing();
    }

    /**
     * Whether the person speaks now.
     *
     * @return true while a speech is being said
     */
    public boolean isSpeaking() {
        return spokenSamples > 0;
    }

    /**
     * Adds something to say after all else, for a person that is directed while the call goes on.
     *
     * @param pcm 8 kHz samples; not copied
     */
    public void alsoSpeak(short[] pcm) {
        steps.addLast(new Step.Speak(pcm, ""));
    }

    /**
     * Adds keys to press after all else.
     *
     * @param digits which
     */
    public void alsoPress(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            steps.addLast(new Step.Press(digits.charAt(i)));
        }
    }

    /**
     * Lives through 20 ms.
     *
     * @param heard the 160 samples just heard
     * @return the 160 samples uttered: speech, or comfort noise
     */
    public short[] next(short[] heard) {
        ears.hear(heard);
        frames++;
        if (ears.beepEnded()) {
            line.heardBeep();
        }
        short[] uttered = comfortNoise();
        if (over) {
            return uttered;
        }
        if (frames > caller.patienceFrames()) {
            giveUp("the end of the call");
            return uttered;
        }
        while (!over && !steps.isEmpty() && isDone(steps.peekFirst(), uttered)) {
            steps.removeFirst();
            stepFrames = 0;
        }
        return uttered;
    }

    /** Spends this frame on the step; true if the step needs none of it, so that the next may have it. */
    private boolean isDone(Step step, short[] uttered) {
        if (step instanceof Step.Speak speech) {
            return !speak(speech, uttered);
        }
        int spent = stepFrames++;
        if (step instanceof Step.Pause pause) {
            return spent >= pause.frames();
        }
        if (step instanceof Step.Press press) {
            if (spent == 0) {
                line.pressed(press.digit());
                turnIsOver();
            }
            return spent >= PAUSE_AFTER_DIGIT;
        }
        if (step instanceof Step.AwaitBeep beep) {
            return ears.beepEnded() || tooLong(spent, beep.limitFrames(), "a beep");
        }
        if (step instanceof Step.AwaitHeard sound) {
            return awaitHeard(sound, spent);
        }
        if (step instanceof Step.AwaitSound sound) {
            return ears.isHearing() || tooLong(spent, sound.limitFrames(), "a sound");
        }
        if (step instanceof Step.AwaitListening listening) {
            return awaitListening(listening, spent);
        }
        over = true;
        line.hungUp();
        return true;
    }

    private boolean awaitListening(Step.AwaitListening step, int spent) {
        if (spent == 0) {
            openFrames = 0;
        }
        // an application that was spoken to listens without a stream too, for example by a recording
        openFrames = line.isStreaming() || hadATurn ? openFrames + 1 : 0;
        // an application that greets does so soon after its stream has opened; one that is silent for long will not
        int enough = hadATurn ? REPLIES_WITHIN_FRAMES : GREETS_WITHIN_FRAMES;
        boolean saysNothing = openFrames >= enough && ears.quietFor(enough);
        if (saysNothing || ears.heardThenQuietFor(step.quietFrames())) {
            return true;
        }
        return tooLong(spent, step.limitFrames(), "an application that listens");
    }

    /** What was heard before is no answer. */
    private void turnIsOver() {
        hadATurn = true;
        ears.listenAnew();
    }

    private boolean awaitHeard(Step.AwaitHeard sound, int spent) {
        if (spent == 0 && !ears.isHearing()) {
            ears.listenAnew();
        }
        if (ears.heardThenQuietFor(sound.quietFrames())) {
            return true;
        }
        return tooLong(spent, sound.limitFrames(), "an announcement");
    }

    private boolean tooLong(int spent, int limit, String what) {
        if (spent < limit) {
            return false;
        }
        giveUp(what);
        return true;
    }

    private void giveUp(String what) {
        over = true;
        line.gaveUp(what);
        line.hungUp();
    }

    /** Fills the frame with speech; false when there is none left. */
    private boolean speak(Step.Speak speech, short[] uttered) {
        short[] pcm = speech.pcm();
        if (spokenSamples >= pcm.length) {
            spokenSamples = 0;
            line.spoke(speech.words());
            turnIsOver();
            return false;
        }
        if (spokenSamples == 0) {
            line.speaking(pcm.length / 8L);
        }
        int length = Math.min(FRAME_SAMPLES, pcm.length - spokenSamples);
        System.arraycopy(pcm, spokenSamples, uttered, 0, length);
        spokenSamples += length;
        return true;
    }

    /** A stretch of a noise that was made once: making it anew costs more than everything else in a quiet call. */
    private short[] comfortNoise() {
        int from = random.nextInt(noise.length - FRAME_SAMPLES);
        return Arrays.copyOfRange(noise, from, from + FRAME_SAMPLES);
    }

    private short[] noise(double amplitude) {
        short[] made = new short[NOISE_SAMPLES];
        for (int i = 0; i < made.length; i++) {
            made[i] = (short) Math.round((random.nextDouble() * 2 - 1) * amplitude);
        }
        return made;
    }
}

package io.github.telnyxstream.testkit.caller;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The steps of a caller's script; they happen in the order of the calls. One thread at a time. */
public abstract sealed class CallerSteps permits Caller.Builder {
    private static final int FRAME_MILLIS = 20;
    private static final int QUIET_FRAMES = 35;

    private final List<Step> steps = new ArrayList<>();

    CallerSteps() {}

    abstract Caller.Builder self();

    List<Step> steps() {
        return steps;
    }

    /**
     * Step: says nothing for a while.
     *
     * @param duration rounded down to 20 ms
     * @return this
     */
    public Caller.Builder pause(Duration duration) {
        steps.add(new Step.Pause(frames(duration)));
        return self();
    }

    /**
     * Step: says something, at 20 ms a frame; the last frame is filled up with the line's noise.
     *
     * @param pcm 8 kHz mono samples; copied
     * @return this
     */
    public Caller.Builder speak(short[] pcm) {
        steps.add(new Step.Speak(pcm.clone(), ""));
        return self();
    }

    /**
     * Step: says what is in a WAV file.
     *
     * @param wav a WAV file at 8 kHz; several channels are mixed
     * @return this
     * @throws IOException if it cannot be read or has another sample rate
     */
    public Caller.Builder speak(Path wav) throws IOException {
        steps.add(new Step.Speak(WavSpeech.read(wav), ""));
        return self();
    }

    /**
     * Step: says something whose words are known, so that a transcription of the call has them.
     *
     * @param pcm 8 kHz mono samples; copied
     * @param words the same as text
     * @return this
     */
    public Caller.Builder speak(short[] pcm, String words) {
        steps.add(new Step.Speak(pcm.clone(), Objects.requireNonNull(words, "words")));
        return self();
    }

    /**
     * Step: says words with a voice that is only a murmur as long as they take, for a call in which it matters when
     * somebody speaks and what a transcription says, but not how it sounds.
     *
     * @param words at least one character
     * @return this
     */
    public Caller.Builder say(String words) {
        steps.add(new Step.Speak(Murmur.of(words), words));
        return self();
    }

    /**
     * Step: interrupts: waits until something is heard, lets it go on for a while, and goes to the next step, which usually
     * speaks.
     *
     * @param after how long to listen once there is sound
     * @param limit after which the caller hangs up instead
     * @return this
     */
    public Caller.Builder interruptAfter(Duration after, Duration limit) {
        steps.add(new Step.AwaitSound(frames(limit)));
        return pause(after);
    }

    /**
     * Step: waits until the application listens: its media stream has been open and silent for a second and a half, or something
     * was heard and has been over for 700 ms. After the caller has spoken or pressed a key it waits anew, for an answer and its
     * end; an application that says nothing has three seconds for it.
     *
     * @param limit after which the caller hangs up instead
     * @return this
     */
    public Caller.Builder awaitListening(Duration limit) {
        steps.add(new Step.AwaitListening(QUIET_FRAMES, frames(limit)));
        return self();
    }

    /**
     * Step: presses keys, 200 ms apart. They reach the application as {@code dtmf} messages on the stream and as
     * {@code call.dtmf.received} webhooks; nothing of it is audible, as on a line with telephone events.
     *
     * @param digits of {@code 0-9*#A-D}
     * @return this
     */
    public Caller.Builder press(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if ("0123456789*#ABCD".indexOf(digit) < 0) {
                throw new IllegalArgumentException("digit is " + digit + ", must be a key of a telephone");
            }
            steps.add(new Step.Press(digit));
        }
        return self();
    }

    /**
     * Step: listens until a beep is over (a pure tone of 100 ms or more).
     *
     * @param limit after which the caller hangs up instead
     * @return this
     */
    public Caller.Builder awaitBeep(Duration limit) {
        steps.add(new Step.AwaitBeep(frames(limit)));
        return self();
    }

    /**
     * Step: listens until something was heard and is over, that is, until 700 ms of silence.
     *
     * @param limit after which the caller hangs up instead
     * @return this
     */
    public Caller.Builder awaitHeard(Duration limit) {
        steps.add(new Step.AwaitHeard(QUIET_FRAMES, frames(limit)));
        return self();
    }

    /**
     * Step: hangs up. Steps after it are never reached.
     *
     * @return this
     */
    public Caller.Builder hangUp() {
        steps.add(new Step.HangUp());
        return self();
    }

    private static int frames(Duration duration) {
        return Math.toIntExact(duration.toMillis() / FRAME_MILLIS);
    }
}

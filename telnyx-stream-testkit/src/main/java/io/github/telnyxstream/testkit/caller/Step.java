package io.github.telnyxstream.testkit.caller;

/** One thing the person does, in turn. */
sealed interface Step {
    /** Says nothing for so many frames. */
    record Pause(int frames) implements Step {}

    /** Says something, 8 kHz. */
    @SuppressWarnings("ArrayRecordComponent")
    record Speak(short[] pcm, String words) implements Step {}

    /** Presses a key. */
    record Press(char digit) implements Step {}

    /** Listens until a beep is over, at most so many frames. */
    record AwaitBeep(int limitFrames) implements Step {}

    /** Listens until something was heard and then nothing for so many frames. */
    record AwaitHeard(int quietFrames, int limitFrames) implements Step {}

    /** Listens until there is sound, at most so many frames. */
    record AwaitSound(int limitFrames) implements Step {}

    /** Waits until the application listens by a stream, or has been heard and is silent, at most so many frames. */
    record AwaitListening(int quietFrames, int limitFrames) implements Step {}

    /** Ends the call. */
    record HangUp() implements Step {}
}

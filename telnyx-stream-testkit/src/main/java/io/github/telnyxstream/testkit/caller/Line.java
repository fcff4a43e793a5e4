package io.github.telnyxstream.testkit.caller;

/** What a person can do to a call, and what there is to tell about them. */
public interface Line {
    /**
     * A key was pressed.
     *
     * @param digit one of {@code 0-9*#A-D}
     */
    void pressed(char digit);

    /** The person hung up. */
    void hungUp();

    /**
     * The person begins to speak.
     *
     * @param millis for how long
     */
    void speaking(long millis);

    /**
     * The person has said it.
     *
     * @param words what, where it is known; else empty
     */
    void spoke(String words);

    /**
     * Whether the application listens by a media stream now.
     *
     * @return true while one is open
     */
    boolean isStreaming();

    /** A beep was heard and is over. */
    void heardBeep();

    /**
     * The person waited in vain and will hang up.
     *
     * @param what for what
     */
    void gaveUp(String what);
}

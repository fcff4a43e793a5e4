package io.github.telnyxstream.examples.voicemail;

/**
 * Told by a stream what becomes of it, so that a call whose stream is lost does not go on in silence. Thread-safe; does
 * not block.
 */
public interface StreamWatch {
    /**
     * The stream has begun and speaks to the caller.
     *
     * @param callControlId which call
     */
    void speaks(String callControlId);

    /**
     * The stream has begun, and no audio of the caller's comes. It may come yet: where a machine is busy it does.
     *
     * @param callControlId which call
     */
    void missesCaller(String callControlId);

    /**
     * Audio of the caller's has come after all.
     *
     * @param callControlId which call
     */
    void hearsCaller(String callControlId);

    /**
     * The stream is over. The call may be over too, but only its webhook says so.
     *
     * @param callControlId which call
     */
    void broke(String callControlId);
}

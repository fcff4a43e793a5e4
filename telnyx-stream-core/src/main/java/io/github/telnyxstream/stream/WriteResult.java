package io.github.telnyxstream.stream;

/** Whether a piece written to a {@link LivePlayback} was accepted. Immutable. */
public enum WriteResult {
    /** All of it will be played. */
    TAKEN,
    /** None of it was accepted, because too much is waiting; write it again once some of that has been sent. */
    FULL,
    /** None of it was accepted, and nothing will be any more: the playback has ended. {@link Playback#result} says why. */
    ENDED;

    /**
     * Whether the piece was accepted.
     *
     * @return true for {@link #TAKEN}
     */
    public boolean isTaken() {
        return this == TAKEN;
    }
}

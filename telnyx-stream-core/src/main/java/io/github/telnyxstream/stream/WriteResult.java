package io.github.telnyxstream.stream;

/** What became of a piece that was written to a {@link LivePlayback}. Immutable. */
public enum WriteResult {
    /** All of it will be played. */
    TAKEN,
    /** Nothing of it was taken, because too much waits already; it can be written again when some of that has left. */
    FULL,
    /** Nothing of it was taken and nothing ever will be: the playback has ended. {@link Playback#result} says why. */
    ENDED;

    /**
     * Whether the piece was taken.
     *
     * @return true for {@link #TAKEN}
     */
    public boolean isTaken() {
        return this == TAKEN;
    }
}

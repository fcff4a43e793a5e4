package io.github.telnyxstream.stream.router;

/** A key that this node owns. <b>Threads:</b> thread-safe. */
public interface Ownership extends AutoCloseable {

    /**
     * Whether commands for the key are handled here.
     *
     * @return false before the engine has confirmed it, after another node has taken the key over, and after {@link #close}
     */
    boolean isHeld();

    /** Takes no commands any more. A second call does nothing. */
    @Override
    void close();
}

package io.github.telnyxstream.stream.router;

import java.util.concurrent.CompletionStage;

/** A key that this node owns. <b>Threads:</b> thread-safe. */
public interface Ownership extends AutoCloseable {

    /**
     * Whether commands for the key are handled here.
     *
     * @return false before the engine has confirmed it, after another node has taken the key over, and after {@link #close}
     */
    boolean isHeld();

    /**
     * Waits for the engine's word.
     *
     * @return completes when commands for the key are handled here, on the router's threads; fails with an {@link
     *     IllegalStateException} when it is closed before
     */
    CompletionStage<Void> held();

    /** Takes no commands any more. A second call does nothing. */
    @Override
    void close();
}

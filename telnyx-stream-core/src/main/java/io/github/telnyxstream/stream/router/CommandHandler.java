package io.github.telnyxstream.stream.router;

import java.util.concurrent.CompletionStage;

/**
 * Does what another node asks. <b>Threads:</b> called for one command of a key at a time, on the router's threads; answers
 * by a stage rather than blocking one. The next command does not wait for that stage: what takes long can be interrupted.
 */
public interface CommandHandler {

    /**
     * Handles a command.
     *
     * @param command its bytes, at most {@link StreamRouter#MAX_BYTES}
     * @return a stage of the answer, of at most as many bytes; one that fails, or an exception, is told to the sender as
     *     {@link RouterReply.Rejected} with its message
     */
    CompletionStage<byte[]> handle(byte[] command);

    /**
     * The engine was away and is back: what other nodes have claimed meanwhile may become known only now. Does nothing unless
     * overridden.
     */
    default void renewed() {}

    /** Another node has taken the key over: this one's stream is the older of two. Does nothing unless overridden. */
    default void takenOver() {}
}

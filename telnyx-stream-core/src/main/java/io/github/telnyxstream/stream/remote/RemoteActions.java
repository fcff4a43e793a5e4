package io.github.telnyxstream.stream.remote;

import io.github.telnyxstream.stream.StreamSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the application does on the node that owns a stream when another asks: how a text is said, what a name of a sound
 * means and how a call is hung up is its business. An action that is not overridden is refused with a reason.
 *
 * <p><b>Threads:</b> one command of a call at a time, on the router's threads; must not block.
 */
public interface RemoteActions {

    /**
     * Says a text.
     *
     * @param session the stream
     * @param text what to say
     * @return completes with an answer for whoever asked, may be empty; when that is, is up to the application
     */
    default CompletionStage<String> say(StreamSession session, String text) {
        return refused("say");
    }

    /**
     * Plays something that both nodes know by name or address.
     *
     * @param session the stream
     * @param what a name, a file or a URL; from another node, so that the application decides what it accepts
     * @return completes with an answer for whoever asked, may be empty
     */
    default CompletionStage<String> play(StreamSession session, String what) {
        return refused("play");
    }

    /**
     * Ends the call, for example by the REST command.
     *
     * @param session the stream
     * @return completes with an answer for whoever asked, may be empty
     */
    default CompletionStage<String> hangUp(StreamSession session) {
        return refused("hang up");
    }

    /**
     * Anything else that the application's nodes ask of each other.
     *
     * @param session the stream
     * @param name of the action
     * @param argument a text, may be empty
     * @return completes with an answer for whoever asked, may be empty
     */
    default CompletionStage<String> other(StreamSession session, String name, String argument) {
        return refused(name);
    }

    /**
     * Another node has the call's stream now: Telnyx has opened a second one there, and this is the older of two. Closes this
     * one unless overridden, so that the caller does not hear two; its listener is told {@link
     * io.github.telnyxstream.stream.StreamEnd.Kind#REPLACED}.
     *
     * @param session the older stream
     */
    default void takenOver(StreamSession session) {
        session.close();
    }

    private static CompletionStage<String> refused(String action) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("the stream's node does not know how to " + action));
    }
}

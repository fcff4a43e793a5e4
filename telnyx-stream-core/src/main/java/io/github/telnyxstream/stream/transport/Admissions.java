package io.github.telnyxstream.stream.transport;

import java.util.concurrent.CompletionStage;

/**
 * Where an adapter takes its upgrade requests to. {@link io.github.telnyxstream.stream.StreamAcceptor} is the one that
 * applications use; the contract suite of the testkit puts its own in its place.
 *
 * <p><b>Threads:</b> thread-safe.
 */
@FunctionalInterface
public interface Admissions {

    /**
     * Decides on an upgrade request; to be called before the upgrade. Returns at once and throws nothing: a look-up that
     * takes time runs on threads that serve no open call, and the stage completes on one of those.
     *
     * @param handshake the request
     * @return the decision, now or later, never a failure; an accepted one holds a place until it is opened and ended, or
     *     abandoned. An adapter whose connection is gone by then abandons it
     */
    CompletionStage<Admission> authorise(Handshake handshake);
}

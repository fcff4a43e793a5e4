package io.github.telnyxstream.stream.transport;

/**
 * Where an adapter takes its upgrade requests to. {@link io.github.telnyxstream.stream.StreamAcceptor} is the one that
 * applications use; the contract suite of the testkit puts its own in its place.
 *
 * <p><b>Threads:</b> thread-safe.
 */
@FunctionalInterface
public interface Admissions {

    /**
     * Decides on an upgrade request; to be called before the upgrade.
     *
     * @param handshake the request
     * @return the decision; an accepted one holds a place until it is opened and ended, or abandoned
     */
    Admission authorise(Handshake handshake);
}

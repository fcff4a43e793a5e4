package io.github.telnyxstream.stream.transport;

/**
 * The engine's answer to a {@link Handshake}. When accepted, the adapter upgrades the connection and opens it with
 * this very object; when refused, it answers with {@link #httpStatus} and never upgrades.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public interface Admission {

    /**
     * Whether the connection may be upgraded.
     *
     * @return false when it must be answered with {@link #httpStatus}
     */
    boolean isAccepted();

    /**
     * What to answer.
     *
     * @return 101 when accepted, else 401 (no token), 403 (wrong token) or 503 (no new streams now)
     */
    int httpStatus();

    /**
     * Takes the open socket over. To be called exactly once, after the upgrade.
     *
     * @param transport the socket
     * @return who is to be told of everything that happens on it
     * @throws IllegalStateException if the handshake was refused, the socket was opened before, or the acceptor has been
     *     closed since; the socket is aborted then
     */
    TransportListener open(StreamTransport transport);

    /** Gives the place back when an accepted connection was never upgraded. Does nothing otherwise. */
    void abandon();
}

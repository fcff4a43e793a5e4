package io.github.telnyxstream.stream.transport;

import java.util.Map;

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
     * A connection that is not let in. Immutable.
     *
     * @param httpStatus what to answer
     * @return the refusal, which holds no place
     */
    static Admission refused(int httpStatus) {
        return new Refused(httpStatus);
    }

    /**
     * What to answer.
     *
     * @return 101 when accepted, else 401 (no token), 403 (wrong token) or 503 (no new streams now); of
     *     {@link Admissions#decide} also 400 and 426, where no proper upgrade was asked for
     */
    int httpStatus();

    /**
     * The header fields of the answer to who is not let in. The connection is closed behind it, as what follows may be no
     * request.
     *
     * @return name and value; with 426 also what is spoken here (RFC 9110, section 15.5.22; RFC 6455, section 4.4)
     */
    default Map<String, String> headers() {
        return httpStatus() == Admissions.UPGRADE_REQUIRED
                ? Map.of(
                        "Connection",
                        "close",
                        "Upgrade",
                        "websocket",
                        "Sec-WebSocket-Version",
                        Admissions.SPOKEN_VERSION)
                : Map.of("Connection", "close");
    }

    /**
     * Takes the open socket over. To be called exactly once, after the upgrade and within 10 s of the decision.
     *
     * @param transport the socket
     * @return who is to be told of everything that happens on it
     * @throws IllegalStateException if the handshake was refused, the socket was opened before, it is too late, or the acceptor
     *     has been closed since; the socket is aborted then
     */
    TransportListener open(StreamTransport transport);

    /** Gives the place back when an accepted connection was never upgraded. Does nothing otherwise. */
    void abandon();
}

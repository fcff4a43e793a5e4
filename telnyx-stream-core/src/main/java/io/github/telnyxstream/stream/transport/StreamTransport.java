package io.github.telnyxstream.stream.transport;

/**
 * One open WebSocket, as the engine drives it. Each sentence below is a guarantee that the contract suite of the
 * testkit checks; nine servers were measured, and each breaks a different one when left alone.
 *
 * <p>An adapter implements this for its server, hands the text messages of the peer to the {@link TransportListener}
 * that it got for the socket, whole and in order, and tells it of the close exactly once.
 *
 * <p><b>Threads:</b> {@link #sendText} is called by one thread at a time, and never again before its callback; the
 * other methods by any thread at any time, also during a send.
 */
public interface StreamTransport {

    /**
     * Starts to send one text message. The callback is called exactly once, on any thread, also inline; "sent" means
     * handed over to the server, not heard by anyone. An exception thrown here counts as a failed send.
     *
     * @param message the whole message
     * @param callback told of the end
     */
    void sendText(TextMessage message, SendCallback callback);

    /**
     * Starts the closing handshake (RFC 6455, section 7). Returns without waiting for the peer; a second call does
     * nothing.
     *
     * @param code close code, for example 1000
     * @param reason a text for the peer, at most 123 bytes of UTF-8
     */
    void close(int code, String reason);

    /** Drops the connection at once, without a handshake. A second call does nothing. */
    void abort();

    /**
     * Bytes that the server took over and has not yet written to the network.
     *
     * @return bytes, or -1 when the server cannot tell
     */
    default long bufferedBytes() {
        return -1;
    }
}

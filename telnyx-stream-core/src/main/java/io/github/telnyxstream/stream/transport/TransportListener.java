package io.github.telnyxstream.stream.transport;

/**
 * What an adapter tells the engine about one socket. The engine returns from every method at once and throws nothing.
 *
 * <p><b>Threads:</b> {@link #onText} by one thread at a time, in the order of the wire; {@link #onClose} and
 * {@link #onError} by any thread. Whatever comes after the first close or error is ignored.
 */
public interface TransportListener {

    /**
     * A whole text message has arrived.
     *
     * @param message the text
     */
    void onText(String message);

    /**
     * A binary message has arrived, which Telnyx never sends; it is reported to the application and otherwise ignored.
     *
     * @param lengthBytes its size
     */
    void onBinary(int lengthBytes);

    /**
     * The socket is closed.
     *
     * @param code close code as received; 1005 when there was none, 1006 when the connection was lost (RFC 6455,
     *     section 7.4.1)
     * @param reason the peer's text, may be empty
     */
    void onClose(int code, String reason);

    /**
     * The socket is broken.
     *
     * @param cause why
     */
    void onError(Throwable cause);
}

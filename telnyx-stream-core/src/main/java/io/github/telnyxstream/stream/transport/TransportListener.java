package io.github.telnyxstream.stream.transport;

import java.nio.charset.StandardCharsets;

/**
 * What an adapter tells the engine about one socket. The engine returns from every method without waiting, throws nothing,
 * and runs the application's code inside of these calls only where the application has promised that it does not block.
 *
 * <p><b>Threads:</b> {@link #onText} in its two forms by one thread at a time, in the order of the wire; everything else by
 * any thread. An adapter may report the end more than once, by {@link #onClose}, {@link #onError} or both: the first
 * report counts, and whatever comes after it is ignored.
 */
public interface TransportListener {

    /**
     * A listener that hears nothing: what an adapter has until its socket is opened, and keeps where opening it has failed.
     *
     * @return one for all
     */
    static TransportListener deaf() {
        return Deaf.INSTANCE;
    }

    /**
     * A whole text message has arrived.
     *
     * @param message the text
     */
    void onText(String message);

    /**
     * A whole text message has arrived, for servers that have its bytes: no string is made of it.
     *
     * @param utf8 holds the text; the adapter's own, looked at only during the call
     * @param offset index of its first byte
     * @param lengthBytes how many
     */
    default void onText(byte[] utf8, int offset, int lengthBytes) {
        onText(new String(utf8, offset, lengthBytes, StandardCharsets.UTF_8));
    }

    /**
     * A binary message has arrived, which Telnyx never sends; it is reported to the application and otherwise ignored.
     *
     * @param lengthBytes its size
     */
    void onBinary(int lengthBytes);

    /** A pong has arrived, or a ping that the server answers itself. */
    default void onSignOfLife() {}

    /**
     * A ping has arrived that the server leaves unanswered: the engine answers with {@link StreamTransport#sendPong} when
     * it is its turn, and only the latest when several wait (RFC 6455, 5.5.3).
     *
     * @param payload what it holds, at most 125 bytes; copied
     */
    default void onUnansweredPing(byte[] payload) {
        onSignOfLife();
    }

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

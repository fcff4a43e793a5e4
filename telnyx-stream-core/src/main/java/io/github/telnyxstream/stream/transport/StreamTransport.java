package io.github.telnyxstream.stream.transport;

/**
 * One open WebSocket, as the engine drives it. An adapter implements this for its server. Nine servers were measured, and
 * each breaks another of these rules when left alone; the contract suite of the testkit names the rule that a failing
 * test stands for.
 *
 * <ol>
 *   <li><b>T1, taken over once:</b> the callback of a send is told once how it ended, on any thread, also inline. "Sent"
 *       means handed over to the server, not heard by anyone. An exception out of the method is a failed send. When it has
 *       been told, neither the callback nor the message is touched again, but for a view that was taken of its bytes.
 *   <li><b>T2, one at a time:</b> the engine starts no send (text, ping, pong) before the one before it was called back.
 *       The adapter need not serialise anything.
 *   <li><b>T3, whole and unchanged:</b> a message leaves as one text message, byte for byte.
 *   <li><b>T4, honest about blocking:</b> {@link #isSendBlocking} is false only if every send returns without waiting for
 *       the peer; the engine then calls it on its timer thread and on the threads that bring in messages.
 *   <li><b>T5, honest about what waits:</b> a server that takes over without limit tells in {@link #bufferedBytes} what it
 *       still holds. The engine counts a send as unfinished until that is gone.
 *   <li><b>T6, close does not wait:</b> {@link #close} starts the closing handshake and returns, also during a send; a
 *       second call does nothing.
 *   <li><b>T7, abort is final:</b> {@link #abort} drops the connection at once, also during a send that blocks, which
 *       then fails. It waits for nothing. A second call does nothing. The engine calls it on a peer that does not answer a
 *       close; adapters need no guard of their own.
 *   <li><b>T8, one end:</b> however a connection ends, the {@link TransportListener} is told, as soon as the server
 *       knows. Telling it twice does no harm: only the first report counts.
 *   <li><b>T9, whole and in order:</b> text messages reach the listener whole, in the order of the wire, one thread at a
 *       time; at least 64 KiB are accepted, and a message over the server's limit ends the connection, not the process.
 *   <li><b>T10, signs of life:</b> pings and pongs of the peer reach {@link TransportListener#onSignOfLife}, at most one
 *       answer to a ping waits at a time (RFC 6455, 5.5.3), and the server sends no pings of its own.
 * </ol>
 *
 * <p><b>Threads:</b> sends by one thread at a time, see T2; the other methods by any thread at any time.
 */
public interface StreamTransport {

    /**
     * Starts to send one text message.
     *
     * @param message the whole message; valid until the callback is told
     * @param callback told of the end
     */
    void sendText(OutgoingMessage message, SendCallback callback);

    /**
     * Starts to send an empty ping (RFC 6455, 5.5.2). Takes its turn like a message.
     *
     * @param callback told of the end
     */
    void sendPing(SendCallback callback);

    /**
     * Starts to send a pong, for a server that leaves pings unanswered. Takes its turn like a message; called only by
     * {@link TransportListener#onUnansweredPing}.
     *
     * @param payload what the ping held, at most 125 bytes
     * @param callback told of the end
     */
    default void sendPong(byte[] payload, SendCallback callback) {
        throw new UnsupportedOperationException("this server answers pings itself");
    }

    /**
     * Whether a send can make its caller wait for the peer.
     *
     * @return true if sends must be made by threads that may block, as they are unless told otherwise; a constant
     */
    default boolean isSendBlocking() {
        return true;
    }

    /**
     * Starts the closing handshake (RFC 6455, section 7).
     *
     * @param code close code, for example 1000
     * @param reason a text for the peer, at most 123 bytes of UTF-8
     */
    void close(int code, String reason);

    /** Drops the connection without a handshake. */
    void abort();

    /**
     * Bytes that the server took over and has not yet written to the network. Cheap: asked once a millisecond.
     *
     * @return bytes; 0 when nothing waits, or when the callback of a send comes only after its bytes were written
     */
    default long bufferedBytes() {
        return 0;
    }
}

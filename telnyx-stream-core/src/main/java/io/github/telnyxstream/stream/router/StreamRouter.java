package io.github.telnyxstream.stream.router;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Finds the node that owns a stream and hands it commands: "interrupt call X", from wherever the webhook or the request
 * came in. REST commands need no router, since any node can send them; what only the owner can do does.
 *
 * <p>A command is handled at most once. {@link RouterReply.NotOwned} is definite; after {@link RouterReply.TimedOut} it
 * may have been handled, and sending the very same {@link RoutedCommand} again does no harm: owners remember the last
 * 1,000 of each key for a minute and answer a repetition with the first answer. When 1,000 of a key are under way, or 32 MiB of
 * all, more are {@link RouterReply.Rejected}.
 *
 * <p>When two nodes own a key, the newer wins and the older is told; commands reach one of them only.
 *
 * <p><b>Threads:</b> thread-safe; no method blocks. <b>Failure:</b> nothing throws for what the network does; while the
 * engine under it cannot be reached, sending is answered with {@link RouterReply.Rejected} at once, and what is owned is
 * owned again when it comes back.
 */
public interface StreamRouter extends AutoCloseable {

    /** The longest command or answer, in bytes: no audio goes this way. */
    int MAX_BYTES = 64 << 10;

    /**
     * Takes commands for a key, until the ownership is closed or another node takes the key over.
     *
     * @param key what is owned: a call control id, a stream id or one of your own, at most 1,000 bytes in UTF-8
     * @param handler handles commands, one at a time
     * @return the ownership; close it when the stream ends
     * @throws IllegalArgumentException if the key is empty or longer
     */
    Ownership own(String key, CommandHandler handler);

    /**
     * Sends a command to whoever owns the key, be it this node.
     *
     * @param key what must be owned
     * @param command the command; the same object again for the same key is a repetition
     * @param timeout how long to wait for the answer; positive
     * @return the answer; never fails. It comes on one of the router's threads, which must not be blocked
     * @throws IllegalArgumentException if the key is empty or too long, or the timeout is not positive
     */
    CompletionStage<RouterReply> send(String key, RoutedCommand command, Duration timeout);

    /** Gives up what is owned; commands on their way are answered as timed out. A second call does nothing. */
    @Override
    void close();

    /**
     * The router of one node: a map.
     *
     * @return a router that reaches what was owned on itself
     */
    static StreamRouter inProcess() {
        return over(new LocalBus());
    }

    /**
     * A router on an engine that carries messages between nodes.
     *
     * @param bus the engine; closed with the router
     * @return the router of this node
     */
    static StreamRouter over(MessageBus bus) {
        Objects.requireNonNull(bus, "bus");
        return over(bus, StreamClock.system());
    }

    /**
     * A router that lives on another clock, for tests in virtual time.
     *
     * @param bus the engine; closed with the router
     * @param clock time-outs and the time of claims
     * @return the router of this node
     */
    static StreamRouter over(MessageBus bus, StreamClock clock) {
        return new BusRouter(Objects.requireNonNull(bus, "bus"), Objects.requireNonNull(clock, "clock"));
    }
}

package io.github.telnyxstream.stream.remote;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.router.StreamRouter;
import java.time.Duration;
import java.util.Objects;

/**
 * The streams of all nodes, by their calls. On the node where a stream comes in, its listener is wrapped; on every node
 * the call can be spoken to.
 *
 * <pre>{@code
 * RemoteStreams streams = RemoteStreams.over(router);
 * StreamAcceptor acceptor = StreamAcceptor.create(() -> streams.owned(new MyListener(), new MyActions()));
 *
 * // wherever a webhook or a request comes in
 * streams.call(callControlId).interrupt();
 * streams.call(callControlId).diagnose().thenAccept(reply -> ...);
 * }</pre>
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class RemoteStreams {
    private final StreamRouter router;
    private final Duration timeout;

    private RemoteStreams(StreamRouter router, Duration timeout) {
        this.router = router;
        this.timeout = timeout;
    }

    /**
     * Streams whose owners answer within two seconds.
     *
     * @param router finds the owner; not closed here
     * @return the streams
     */
    public static RemoteStreams over(StreamRouter router) {
        Objects.requireNonNull(router, "router");
        return over(router, Duration.ofSeconds(2));
    }

    /**
     * Streams.
     *
     * @param router finds the owner; not closed here
     * @param timeout how long to wait for an owner's answer; positive
     * @return the streams
     * @throws IllegalArgumentException if the timeout is not positive
     */
    public static RemoteStreams over(StreamRouter router, Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", must be positive");
        }
        return new RemoteStreams(Objects.requireNonNull(router, "router"), timeout);
    }

    /**
     * Lets other nodes speak to the stream of a listener, from when its call is known to its end.
     *
     * @param listener the application's; is called as without this, also when it is {@link StreamListener.NonBlocking}. When
     *     another node has taken its call over, it is closed as {@link io.github.telnyxstream.stream.StreamEnd.Kind#REPLACED}
     * @param actions what the application does when it is asked
     * @return the listener to give to the acceptor
     * @throws IllegalArgumentException if the listener comes from here already
     */
    public StreamListener owned(StreamListener listener, RemoteActions actions) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(actions, "actions");
        if (listener instanceof OwnedListener) {
            throw new IllegalArgumentException(
                    "the listener is owned already: its call would be taken over from itself");
        }
        return listener instanceof StreamListener.NonBlocking
                ? new OwnedListener.Prompt(listener, actions, router, timeout)
                : new OwnedListener(listener, actions, router, timeout);
    }

    /**
     * A call's stream, wherever it is.
     *
     * @param callControlId the call
     * @return a handle; whether there is such a stream is known when it is used
     */
    public RemoteStream call(String callControlId) {
        return new RemoteStream(router, timeout, Objects.requireNonNull(callControlId, "callControlId"));
    }
}

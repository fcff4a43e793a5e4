package io.github.telnyxstream.callcontrol;

import java.time.Duration;

/**
 * Hears how requests went, for metrics. Called on the thread that made the request, so it should be quick; what it throws is
 * logged and ignored. Must be thread-safe. No argument holds a key, a body or a phone number.
 */
public interface CallControlObserver {

    /** Hears nothing. */
    CallControlObserver NONE = new CallControlObserver() {};

    /**
     * A request succeeded.
     *
     * @param request such as {@code speak}, {@code dial} or {@code GET recordings}
     * @param tries how often it was sent
     * @param took time from the first try to the answer, pauses included
     */
    default void onSucceeded(String request, int tries, Duration took) {}

    /**
     * A try failed and another follows.
     *
     * @param request such as {@code speak}
     * @param tries how often it has been sent
     * @param pause time until the next try
     * @param reason why it failed
     */
    default void onRetry(String request, int tries, Duration pause, CallControlException reason) {}

    /**
     * A request failed for good.
     *
     * @param request such as {@code speak}
     * @param tries how often it was sent; 0 when the circuit was open
     * @param took time from the first try to the last failure, pauses included
     * @param reason why it failed
     */
    default void onFailed(String request, int tries, Duration took, CallControlException reason) {}

    /**
     * The circuit changed: an open one refuses requests without sending them.
     *
     * @param open true when it opened, false when Telnyx answered again
     */
    default void onCircuitChanged(boolean open) {}
}

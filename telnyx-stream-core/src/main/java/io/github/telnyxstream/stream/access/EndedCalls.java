package io.github.telnyxstream.stream.access;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Calls that are over, as all nodes know them: a token that any node can check is refused by it once its call has ended.
 *
 * <p><b>Threads:</b> thread-safe; no method blocks.
 */
public interface EndedCalls {

    /**
     * Notes that a call is over.
     *
     * @param callControlId the call
     * @param keep how long to remember it: as long as a token of it may be shown
     * @return completes when it is noted; fails when the store cannot be reached
     */
    CompletionStage<Void> end(String callControlId, Duration keep);

    /**
     * Asks for a call.
     *
     * @param callControlId the call
     * @return whether it is known to be over; fails when the store cannot be reached
     */
    CompletionStage<Boolean> hasEnded(String callControlId);
}

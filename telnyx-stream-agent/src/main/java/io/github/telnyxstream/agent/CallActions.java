package io.github.telnyxstream.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What an agent does to the call itself. {@code CallControlActions} does it by the call control client of this project; an
 * application with another client writes these methods. <b>Threads:</b> thread-safe; no method blocks.
 */
public interface CallActions {

    /**
     * Ends the call.
     *
     * @param callControlId the call
     * @return completes when Telnyx has accepted it
     */
    CompletionStage<?> hangUp(String callControlId);

    /**
     * Transfers the call.
     *
     * @param callControlId the call
     * @param to a number or SIP address
     * @return completes when Telnyx has accepted it
     */
    CompletionStage<?> transfer(String callControlId, String to);

    /**
     * Presses keys.
     *
     * @param callControlId the call
     * @param digits 0 to 9, *, #, A to D, w and W for pauses
     * @return completes when Telnyx has accepted it
     */
    CompletionStage<?> sendKeys(String callControlId, String digits);

    /**
     * Pauses Telnyx's recordings of the call while a secret is keyed, or goes on with them. Asked for whether there is a
     * recording or not.
     *
     * @param callControlId the call
     * @param isPaused true when it begins, false when it is over
     * @return completes when Telnyx has accepted it; already complete where nothing is recorded
     */
    default CompletionStage<?> pauseRecording(String callControlId, boolean isPaused) {
        return CompletableFuture.completedFuture(null);
    }
}

package io.github.telnyxstream.agent;

import java.util.concurrent.CompletionStage;

/**
 * What an agent does to the call itself. {@code CallControlActions} does it by the call control client of this project; an
 * application with another client writes these three methods. <b>Threads:</b> thread-safe; no method blocks.
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
}

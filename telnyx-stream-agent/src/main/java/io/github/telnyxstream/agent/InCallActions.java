package io.github.telnyxstream.agent;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControl;
import java.util.concurrent.CompletionStage;

/** What an agent within the call does to it: what a caller says to a person is no longer transcribed. */
final class InCallActions implements CallActions {
    private final CallControl telnyx;
    private final CallActions actions;

    InCallActions(CallControl telnyx) {
        this.telnyx = telnyx;
        this.actions = new CallControlActions(telnyx);
    }

    @Override
    public CompletionStage<?> hangUp(String callControlId) {
        return actions.hangUp(callControlId);
    }

    @Override
    public CompletionStage<?> transfer(String callControlId, String to) {
        Call call = telnyx.call(callControlId);
        return call.stopTranscriptionAsync()
                .handle((stopped, failure) -> failure)
                .thenCompose(whyNot -> call.transferToAsync(to));
    }

    @Override
    public CompletionStage<?> sendKeys(String callControlId, String digits) {
        return actions.sendKeys(callControlId, digits);
    }

    @Override
    public CompletionStage<?> pauseRecording(String callControlId, boolean isPaused) {
        return actions.pauseRecording(callControlId, isPaused);
    }
}

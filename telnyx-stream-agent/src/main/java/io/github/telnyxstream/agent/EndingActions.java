package io.github.telnyxstream.agent;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Actions that tell when a call is over because of them, or was over before. */
final class EndingActions implements CallActions {
    private final CallActions actions;
    private final Consumer<String> whenOver;

    EndingActions(CallActions actions, Consumer<String> whenOver) {
        this.actions = actions;
        this.whenOver = whenOver;
    }

    @Override
    public CompletionStage<?> hangUp(String callControlId) {
        return actions.hangUp(callControlId).whenComplete((accepted, failure) -> {
            if (failure == null || SpeakLine.isCallOver(failure)) {
                whenOver.accept(callControlId);
            }
        });
    }

    @Override
    public CompletionStage<?> transfer(String callControlId, String to) {
        return watched(callControlId, actions.transfer(callControlId, to));
    }

    @Override
    public CompletionStage<?> sendKeys(String callControlId, String digits) {
        return watched(callControlId, actions.sendKeys(callControlId, digits));
    }

    @Override
    public CompletionStage<?> pauseRecording(String callControlId, boolean isPaused) {
        return watched(callControlId, actions.pauseRecording(callControlId, isPaused));
    }

    private CompletionStage<?> watched(String callControlId, CompletionStage<?> command) {
        return command.whenComplete((accepted, failure) -> {
            if (SpeakLine.isCallOver(failure)) {
                whenOver.accept(callControlId);
            }
        });
    }
}

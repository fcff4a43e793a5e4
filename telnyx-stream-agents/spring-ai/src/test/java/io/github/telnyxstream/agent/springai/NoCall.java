package io.github.telnyxstream.agent.springai;

import io.github.telnyxstream.agent.AgentCall;
import io.github.telnyxstream.agent.Conversation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A call on which nothing can be done. */
record NoCall(String callControlId) implements AgentCall {
    @Override
    public Conversation conversation() {
        return new Conversation(List.of());
    }

    @Override
    public void say(String text, boolean isProtected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leaveMessage(String message) {}

    @Override
    public void hangUpWhenHeard() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean transferWhenHeard(String to) {
        return false;
    }

    @Override
    public CompletionStage<Boolean> sendKeys(String digits) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<String> askSecretKeys(String prompt, int maxKeys) {
        return CompletableFuture.completedFuture("");
    }
}

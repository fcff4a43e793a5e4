package io.github.telnyxstream.agent;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The call as tools and the application see it: every wish goes to the loop. Thread-safe. */
final class RunningCall implements AgentCall {
    private final Dialogue dialogue;
    private final AgentLine line;
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private volatile Conversation conversation = new Conversation(List.of());

    RunningCall(Dialogue dialogue, AgentLine line, AgentRecipe recipe, CallLoop loop) {
        this.dialogue = dialogue;
        this.line = line;
        this.recipe = recipe;
        this.loop = loop;
    }

    void show(Conversation present) {
        conversation = present;
    }

    @Override
    public @Nullable String callControlId() {
        return line.callControlId();
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public void say(String text, boolean isProtected) {
        loop.execute(() -> {
            dialogue.acts();
            dialogue.say(text, isProtected);
        });
    }

    @Override
    public void leaveMessage(String message) {
        Objects.requireNonNull(message, "message");
        loop.execute(() -> dialogue.leaveMessage(message));
    }

    @Override
    public void hangUpWhenHeard() {
        loop.execute(() -> {
            dialogue.parting().hangUpWhenHeard();
            dialogue.idle();
        });
    }

    @Override
    public boolean transferWhenHeard(String to) {
        if (recipe.actions() == null || !recipe.limits().transferTargets().contains(to)) {
            return false;
        }
        loop.execute(() -> {
            dialogue.parting().transferWhenHeard(to);
            dialogue.idle();
        });
        return true;
    }

    @Override
    public CompletionStage<Boolean> sendKeys(String digits) {
        CallActions actions = recipe.actions();
        String id = line.callControlId();
        String allowed = recipe.limits().allowedKeys();
        boolean isAllowed = !digits.isEmpty() && digits.chars().allMatch(key -> allowed.indexOf(key) >= 0);
        if (actions == null || id == null || !isAllowed) {
            return CompletableFuture.completedFuture(false);
        }
        loop.execute(dialogue::acts);
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        try {
            actions.sendKeys(id, digits).whenComplete((accepted, failure) -> sent.complete(failure == null));
        } catch (RuntimeException | Error broken) {
            sent.complete(false);
        }
        return sent;
    }

    @Override
    public CompletionStage<String> askSecretKeys(String prompt, int maxKeys) {
        if (maxKeys < 1 || maxKeys > 128) {
            throw new IllegalArgumentException("maxKeys is " + maxKeys + ", must be 1 to 128");
        }
        CompletableFuture<String> keys = new CompletableFuture<>();
        loop.execute(() -> dialogue.askSecret(prompt, maxKeys, keys));
        return keys;
    }
}

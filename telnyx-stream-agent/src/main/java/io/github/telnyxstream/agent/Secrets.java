package io.github.telnyxstream.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets that are keyed on a call: while one is, nobody listens and nothing is recorded. Confined to the loop of its call. */
final class Secrets {
    private static final Logger log = LoggerFactory.getLogger(Secrets.class);

    private final AgentLine line;
    private final AgentRecipe recipe;
    private final CallLoop loop;
    private final Ears ears;
    private @Nullable SecretKeys present;

    Secrets(AgentLine line, AgentRecipe recipe, CallLoop loop, Ears ears) {
        this.line = line;
        this.recipe = recipe;
        this.loop = loop;
        this.ears = ears;
    }

    boolean isAsked() {
        return present != null;
    }

    void ask(int maxKeys, CompletableFuture<String> told) {
        pause(true);
        present = new SecretKeys(maxKeys, loop, told, () -> {
            present = null;
            pause(false);
        });
    }

    void press(String digit) {
        if (present != null) {
            present.press(digit);
        }
    }

    void close() {
        if (present != null) {
            present.end();
        }
    }

    private void pause(boolean isPaused) {
        ears.pause(isPaused);
        String call = line.callControlId();
        CallActions actions = recipe.actions();
        if (call != null && actions != null) {
            pauseRecording(actions, call, isPaused);
        }
        recipe.observe(observer -> observer.onSecret(call, isPaused));
    }

    private static void pauseRecording(CallActions actions, String call, boolean isPaused) {
        try {
            CompletionStage<?> unused = actions.pauseRecording(call, isPaused).whenComplete((accepted, failure) -> {
                if (failure != null) {
                    tellRecording(isPaused, failure);
                }
            });
        } catch (RuntimeException | Error broken) {
            tellRecording(isPaused, broken);
        }
    }

    /** Nothing to be afraid of where nothing is recorded, which nobody here knows. */
    private static void tellRecording(boolean isPaused, Throwable failure) {
        log.warn(
                "A recording, if there is one, could not {} while a secret is keyed: {}",
                isPaused ? "be paused" : "go on after it was paused",
                failure.toString());
    }
}

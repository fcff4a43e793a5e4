package io.github.telnyxstream.agent;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The caller's keys: a secret while one is asked for, a turn otherwise. Confined to the loop of its call. */
final class Keypad {
    private final Mouth mouth;
    private final Ears ears;
    private final Secrets secrets;
    private final KeyTurns turns;

    Keypad(AgentLine line, AgentRecipe recipe, CallLoop loop, Mouth mouth, Ears ears, Consumer<String> whenTurn) {
        this.mouth = mouth;
        this.ears = ears;
        this.secrets = new Secrets(line, recipe, loop, ears);
        this.turns = new KeyTurns(loop, recipe.patience().keys(), whenTurn);
    }

    boolean isSecretAsked() {
        return secrets.isAsked();
    }

    void askSecret(int maxKeys, CompletableFuture<String> told) {
        secrets.ask(maxKeys, told);
    }

    void press(String digit) {
        if (secrets.isAsked()) {
            // the answer that wants the secret goes on
            mouth.hush();
            secrets.press(digit);
            return;
        }
        ears.interruptByKey();
        turns.press(digit);
    }

    /** No key counts any more; a secret is what was keyed of it. */
    void close() {
        secrets.close();
        turns.close();
    }
}

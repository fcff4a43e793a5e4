package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a turn of keys that are pressed one after the other; {@code #} ends it. Confined to the loop of its call. */
final class KeyTurns {
    private static final int MOST = 128;

    private final CallLoop loop;
    private final Duration patience;
    private final Consumer<String> whenComplete;
    private final StringBuilder keys = new StringBuilder();
    private CallLoop.@Nullable Timer waiting;

    KeyTurns(CallLoop loop, Duration patience, Consumer<String> whenComplete) {
        this.loop = loop;
        this.patience = patience;
        this.whenComplete = whenComplete;
    }

    void press(String key) {
        close();
        keys.append(key);
        if (key.equals("#") || keys.length() >= MOST) {
            complete();
        } else {
            waiting = loop.after(patience, this::complete);
        }
    }

    private void complete() {
        String pressed = keys.toString();
        keys.setLength(0);
        whenComplete.accept(pressed);
    }

    void close() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }
}

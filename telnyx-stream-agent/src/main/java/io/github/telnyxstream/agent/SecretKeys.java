package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A secret that is being keyed: it goes to whoever asked for it and nowhere else. Confined to the loop of its call. */
final class SecretKeys {
    private static final Duration FIRST_KEY = Duration.ofSeconds(20);
    private static final Duration NEXT_KEY = Duration.ofSeconds(6);

    private final int most;
    private final CallLoop loop;
    private final CompletableFuture<String> told;
    private final Runnable whenOver;
    private final StringBuilder keys = new StringBuilder();
    private CallLoop.@Nullable Timer waiting;

    SecretKeys(int most, CallLoop loop, CompletableFuture<String> told, Runnable whenOver) {
        this.most = most;
        this.loop = loop;
        this.told = told;
        this.whenOver = whenOver;
        this.waiting = loop.after(FIRST_KEY, this::end);
    }

    void press(String key) {
        if (key.equals("#")) {
            end();
            return;
        }
        keys.append(key);
        if (keys.length() >= most) {
            end();
            return;
        }
        if (waiting != null) {
            waiting.cancel();
        }
        waiting = loop.after(NEXT_KEY, this::end);
    }

    /** What was keyed is what there is. */
    void end() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        whenOver.run();
        told.complete(keys.toString());
    }
}

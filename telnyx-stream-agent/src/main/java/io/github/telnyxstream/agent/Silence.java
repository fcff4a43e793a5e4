package io.github.telnyxstream.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for the caller to say something. Confined to the loop of its call. */
final class Silence {
    private final CallLoop loop;
    private final Duration patience;
    private final Runnable whenLong;
    private CallLoop.@Nullable Timer timer;

    Silence(CallLoop loop, Duration patience, Runnable whenLong) {
        this.loop = loop;
        this.patience = patience;
        this.whenLong = whenLong;
    }

    /** Nobody speaks from now on. */
    void begin() {
        end();
        timer = loop.after(patience, whenLong);
    }

    /** Somebody speaks. */
    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}

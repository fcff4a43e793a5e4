package io.github.telnyxstream.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a turn that seems to be over still waits for. Confined to the loop of its call. */
final class EndWait {
    private final CallLoop loop;
    private CallLoop.@Nullable Timer timer;
    private boolean isForText;
    private Duration atMost = Duration.ZERO;
    private Runnable otherwise = () -> {};

    EndWait(CallLoop loop) {
        this.loop = loop;
    }

    /** For the final form of what was said. */
    void forText(Duration longest, Runnable then) {
        begin(longest, then);
        isForText = true;
    }

    /** For the caller to go on. */
    void forMore(Duration longest, Runnable then) {
        begin(longest, then);
        isForText = false;
    }

    /** The caller has gone on, and may again. */
    void moreCame() {
        if (timer != null && !isForText) {
            begin(atMost, otherwise);
        }
    }

    private void begin(Duration longest, Runnable then) {
        cancel();
        atMost = longest;
        otherwise = then;
        timer = loop.after(longest, () -> {
            timer = null;
            then.run();
        });
    }

    boolean isForText() {
        return timer != null && isForText;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}

package io.github.telnyxstream.examples.voicemail;

import java.util.concurrent.CompletionStage;

/** Ends calls. Thread-safe; does not block and does not throw for what the network does. */
@FunctionalInterface
public interface HangUp {
    /**
     * Ends a call when the caller has heard the last words.
     *
     * @param heard completes when that is so, or when it never will be
     * @param callControlId which call
     */
    void after(CompletionStage<?> heard, String callControlId);
}

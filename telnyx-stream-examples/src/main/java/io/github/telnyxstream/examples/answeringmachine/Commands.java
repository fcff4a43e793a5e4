package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.command.RejectCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands whose failure can only be told. */
final class Commands {
    static final String VOICE = "AWS.Polly.Joanna";

    /** A mark that never comes back must not keep a call open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    static void hangUp(CallControl calls, String callControlId) {
        hangUpAfter(calls, CompletableFuture.completedFuture(null), callControlId);
    }

    static void rejectBusy(CallControl calls, String callControlId) {
        try {
            calls.call(callControlId).reject(RejectCommand.Cause.USER_BUSY);
        } catch (CallControlException refused) {
            log.error("a call was not rejected: {}", refused.getMessage());
        }
    }

    static void hangUpAfter(CallControl calls, CompletionStage<?> heard, String callControlId) {
        calls.call(callControlId).hangupAfter(heard, LAST_WORDS).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof CallControlException refused) {
                log.error("a call was not hung up: {}", refused.getMessage());
            } else {
                log.error("a call was not hung up", cause);
            }
            return null;
        });
    }
}

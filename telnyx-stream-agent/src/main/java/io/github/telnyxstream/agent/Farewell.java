package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a call or hands it on, once everything that has to be heard was heard. Confined to the loop of its call. */
final class Farewell {
    private static final Logger log = LoggerFactory.getLogger(Farewell.class);
    /** A goodbye that nobody confirms does not keep a call open. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final AgentLine line;
    private final @Nullable CallActions actions;
    private final CallLoop loop;
    private boolean isMeant;
    private boolean isDone;
    private @Nullable String target;
    private CallLoop.@Nullable Timer limit;

    Farewell(AgentLine line, @Nullable CallActions actions, CallLoop loop) {
        this.line = line;
        this.actions = actions;
        this.loop = loop;
    }

    /** Whether the call is about to end. */
    boolean isMeant() {
        return isMeant;
    }

    void hangUpWhenHeard() {
        mean(null);
    }

    void transferWhenHeard(String to) {
        mean(to);
    }

    private void mean(@Nullable String to) {
        if (isMeant) {
            return;
        }
        isMeant = true;
        target = to;
        limit = loop.after(AT_MOST, this::carryOut);
    }

    /** Nothing is being said and nothing will be. */
    void silent() {
        if (isMeant) {
            carryOut();
        }
    }

    void close() {
        isDone = true;
        if (limit != null) {
            limit.cancel();
        }
    }

    private void carryOut() {
        if (isDone) {
            return;
        }
        isDone = true;
        String call = line.callControlId();
        if (actions == null || call == null) {
            line.close();
            return;
        }
        CallActions telnyx = actions;
        String to = target;
        attempt(
                to == null ? "hang up" : "transfer",
                () -> to == null ? telnyx.hangUp(call) : telnyx.transfer(call, to),
                () -> {
                    if (to == null) {
                        line.close();
                    } else {
                        attempt("hang up", () -> telnyx.hangUp(call), line::close);
                    }
                });
    }

    /** A command of the application's client. */
    private interface Command {
        CompletionStage<?> send() throws Exception;
    }

    private void attempt(String what, Command command, Runnable otherwise) {
        try {
            command.send().whenComplete((accepted, failure) -> {
                if (failure != null) {
                    log.warn("Could not {}: {}", what, failure.toString());
                    loop.execute(otherwise);
                }
            });
        } catch (Exception broken) {
            log.warn("Could not {}", what, broken);
            otherwise.run();
        }
    }
}

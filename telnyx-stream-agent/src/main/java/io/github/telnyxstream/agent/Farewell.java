package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a call or hands it on, once everything that has to be heard was heard. Confined to the loop of its call. */
final class Farewell {
    private static final Logger log = LoggerFactory.getLogger(Farewell.class);
    /** A goodbye that nobody confirms does not keep a call open; one that is being heard does. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final AgentLine line;
    private final @Nullable CallActions actions;
    private final CallLoop loop;
    private final Supplier<Duration> spoken;
    private final Runnable whenHandedOn;
    private Duration spokenSoFar = Duration.ZERO;
    private long spokenNanos;
    private boolean isMeant;
    private boolean isDone;
    private @Nullable String target;
    private CallLoop.@Nullable Timer limit;

    /** Where {@code spoken} is what was heard of the agent so far, and {@code whenHandedOn} is done after a transfer. */
    Farewell(
            AgentLine line,
            @Nullable CallActions actions,
            CallLoop loop,
            Supplier<Duration> spoken,
            Runnable whenHandedOn) {
        this.line = line;
        this.actions = actions;
        this.loop = loop;
        this.spoken = spoken;
        this.whenHandedOn = whenHandedOn;
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

    /** It is not meant any more; false when it has been carried out. */
    boolean withdraw() {
        if (isDone) {
            return false;
        }
        isMeant = false;
        target = null;
        stopLimit();
        return true;
    }

    private void mean(@Nullable String to) {
        if (isMeant) {
            return;
        }
        isMeant = true;
        target = to;
        spokenNanos = loop.nanoTime();
        bound();
    }

    private void bound() {
        limit = loop.after(LOOK_AGAIN, () -> {
            Duration present = spoken.get();
            if (!present.equals(spokenSoFar)) {
                spokenSoFar = present;
                spokenNanos = loop.nanoTime();
            }
            if (loop.nanoTime() - spokenNanos >= AT_MOST.toNanos()) {
                carryOut();
            } else {
                bound();
            }
        });
    }

    /** Nothing is being said and nothing will be. */
    void silent() {
        if (isMeant) {
            carryOut();
        }
    }

    void close() {
        isDone = true;
        stopLimit();
    }

    private void stopLimit() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    private void carryOut() {
        if (isDone) {
            return;
        }
        close();
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
                    if (to != null) {
                        whenHandedOn.run();
                    }
                },
                () -> {
                    if (to == null) {
                        line.close();
                    } else {
                        attempt("hang up", () -> telnyx.hangUp(call), () -> {}, line::close);
                    }
                });
    }

    /** A command of the application's client. */
    private interface Command {
        CompletionStage<?> send() throws Exception;
    }

    private void attempt(String what, Command command, Runnable then, Runnable otherwise) {
        try {
            command.send().whenComplete((accepted, failure) -> {
                if (failure == null) {
                    loop.execute(then);
                } else {
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

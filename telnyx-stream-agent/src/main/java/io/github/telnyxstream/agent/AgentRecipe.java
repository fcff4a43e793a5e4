package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.StreamClock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all calls of an application's agent have in common. */
record AgentRecipe(
        Crew crew,
        Supplier<? extends TurnDetector> turnDetectors,
        BargeInPolicy bargeIn,
        AgentLines lines,
        boolean isGreetingProtected,
        String language,
        AgentPatience patience,
        AgentLimits limits,
        List<AgentTool> tools,
        @Nullable CallActions actions,
        AgentObserver observer,
        StreamClock clock,
        Executor services) {
    private static final Logger log = LoggerFactory.getLogger(AgentRecipe.class);

    /** The same with other actions. */
    AgentRecipe withActions(CallActions other) {
        return new AgentRecipe(
                crew,
                turnDetectors,
                bargeIn,
                lines,
                isGreetingProtected,
                language,
                patience,
                limits,
                tools,
                other,
                observer,
                clock,
                services);
    }

    /** An observer's failure is its own. */
    void observe(Consumer<AgentObserver> news) {
        try {
            news.accept(observer);
        } catch (RuntimeException | Error broken) {
            log.error("An agent's observer failed", broken);
        }
    }
}

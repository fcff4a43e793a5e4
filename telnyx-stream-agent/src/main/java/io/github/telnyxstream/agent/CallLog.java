package io.github.telnyxstream.agent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the application's observer what happens on one call; never what is said. Confined to the loop of its call. */
final class CallLog {
    private static final Logger log = LoggerFactory.getLogger(CallLog.class);

    private final AgentLine line;
    private final AgentRecipe recipe;

    CallLog(AgentLine line, AgentRecipe recipe) {
        this.line = line;
        this.recipe = recipe;
    }

    void turn(TurnReport report) {
        log.info("{}", report);
        recipe.observe(observer -> observer.onTurn(line.callControlId(), report));
    }

    void failure(ServiceFailure failure) {
        log.warn("The {} failed: {}, {}", failure.service(), failure.kind(), failure.reason());
        recipe.observe(observer -> observer.onFailure(line.callControlId(), failure));
    }

    void bargeIn(BargeInPolicy.Decision decision) {
        recipe.observe(observer -> observer.onBargeIn(line.callControlId(), decision));
    }

    void end(Conversation all) {
        recipe.observe(observer -> observer.onEnd(line.callControlId(), all));
    }
}

package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a call comes to its end: a goodbye, a transfer, a message to a machine. Confined to the loop of its call. */
final class Parting {
    private final AgentRecipe recipe;
    private final Farewell farewell;
    private final Beep beep;
    private boolean isHandedOn;
    /** A wish of a tool's or the application's, not of the agent's own. */
    private boolean isWish;

    /** Where {@code spoken} is what was heard of the agent so far, and {@code whenHandedOn} is done after a transfer. */
    Parting(AgentLine line, AgentRecipe recipe, CallLoop loop, Supplier<Duration> spoken, Runnable whenHandedOn) {
        this.recipe = recipe;
        this.beep = new Beep(loop);
        this.farewell = new Farewell(line, recipe.actions(), loop, spoken, () -> {
            isHandedOn = true;
            whenHandedOn.run();
        });
    }

    /** Whether the call is about to end or be handed on, or a message is left: nothing is answered any more. */
    boolean isMeant() {
        return farewell.isMeant() || beep.isAsked();
    }

    boolean isMessage() {
        return beep.isAsked();
    }

    /** Whether somebody else talks with the caller: what is said and keyed is not for the agent. */
    boolean isHandedOn() {
        return isHandedOn;
    }

    /** Whether the call is about to end or be handed on, as soon as there is silence. */
    boolean isEnd() {
        return farewell.isMeant();
    }

    /** Nothing is being said and nothing will be. */
    void silent() {
        farewell.silent();
    }

    /** The message was heard. */
    void hangUp() {
        farewell.hangUpWhenHeard();
    }

    /** A message that waits for its beep is not cut off by it. */
    void hangUpWhenHeard() {
        if (!isMeant()) {
            isWish = true;
            farewell.hangUpWhenHeard();
        }
    }

    /** Nobody is put through to a machine. */
    void transferWhenHeard(String to) {
        if (!isMeant()) {
            isWish = true;
            farewell.transferWhenHeard(to);
        }
    }

    /**
     * Whether a message can be left still. What was wished for before it and waits for the end of the agent's words is
     * withdrawn: models call tools in any order, and a message is to come before the end.
     */
    boolean turnsToMessage() {
        return !isMeant() || (!beep.isAsked() && isWish && farewell.withdraw());
    }

    void hear(MediaFrame frame) {
        beep.hear(frame);
    }

    void awaitBeep(Runnable then) {
        beep.await(then);
    }

    /** The call ends; what is said before. */
    String sayGoodbye() {
        farewell.hangUpWhenHeard();
        return recipe.lines().goodbye();
    }

    /** The call goes to a human, or ends where there is none; what is said before. */
    String giveUp() {
        String human = human();
        if (human == null) {
            return sayGoodbye();
        }
        farewell.transferWhenHeard(human);
        return recipe.lines().toHuman();
    }

    private @Nullable String human() {
        return recipe.actions() == null ? null : recipe.limits().human();
    }

    void close() {
        beep.close();
        farewell.close();
    }
}

package io.github.telnyxstream.agent;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A running call of an agent, for tools and for the application. <b>Threads:</b> thread-safe; no method blocks. */
public interface AgentCall {

    /**
     * The call, as REST commands name it.
     *
     * @return the id, or null when it is not known
     */
    @Nullable
    String callControlId();

    /**
     * What was said so far.
     *
     * @return a snapshot
     */
    Conversation conversation();

    /**
     * Says something in the agent's voice, behind what it is saying.
     *
     * @param text what to say
     * @param isProtected whether the caller cannot interrupt it
     */
    void say(String text, boolean isProtected);

    /**
     * Leaves a message at an answering machine: says it after the beep, or once the greeting has been over for three seconds
     * without one, uninterrupted, and hangs up when it was heard. From now on nothing is recognised or answered; what the
     * agent is saying is given up, unless it is protected. Later calls, also to hang up or transfer, do nothing; those before
     * it that wait for the end of the agent's words are withdrawn, since the message ends the call too. In a call without a
     * media stream no beep is heard: the message begins after three seconds.
     *
     * @param message what to say
     */
    void leaveMessage(String message);

    /** Hangs up once everything that the agent is about to say has been heard. */
    void hangUpWhenHeard();

    /**
     * Transfers the call once everything that the agent is about to say has been heard.
     *
     * @param to a number or SIP address; has to be in {@link AgentLimits#transferTargets}
     * @return whether that may be done; nothing happens otherwise
     */
    boolean transferWhenHeard(String to);

    /**
     * Presses keys on the other side's line.
     *
     * @param digits 0 to 9, *, #, A to D, w and W for pauses; only those of {@link AgentLimits#allowedKeys}
     * @return whether they were pressed; false when a key is not allowed or the command failed
     */
    CompletionStage<Boolean> sendKeys(String digits);

    /**
     * Asks for a secret by keys: a PIN, a card's number. It is neither in the conversation nor in any log, and recognition
     * pauses until it is there.
     *
     * @param prompt what to say
     * @param maxKeys how many keys at most; {@code #} ends it earlier
     * @return the keys; empty when none came in time or the call ended
     */
    CompletionStage<String> askSecretKeys(String prompt, int maxKeys);
}

package io.github.telnyxstream.agent;

import org.jspecify.annotations.Nullable;

/** Hears how agents do, for metrics. <b>Threads:</b> any, calls of one call one after the other; returns at once. */
public interface AgentObserver {
    /** Hears nothing. */
    AgentObserver NONE = new AgentObserver() {};

    /**
     * A turn is over: the answer was heard or given up.
     *
     * @param callControlId the call, or null when it is not known
     * @param report where its time went
     */
    default void onTurn(@Nullable String callControlId, TurnReport report) {}

    /**
     * The caller made a sound while the agent spoke.
     *
     * @param callControlId the call, or null when it is not known
     * @param decision what came of it in the end: ignored or interrupted
     */
    default void onBargeIn(@Nullable String callControlId, BargeInPolicy.Decision decision) {}

    /**
     * A service failed.
     *
     * @param callControlId the call, or null when it is not known
     * @param failure which and why
     */
    default void onFailure(@Nullable String callControlId, ServiceFailure failure) {}

    /**
     * Something was added to the conversation.
     *
     * @param callControlId the call, or null when it is not known
     * @param entry what; of the agent only what was heard
     */
    default void onEntry(@Nullable String callControlId, Conversation.Entry entry) {}

    /**
     * A secret is asked for by keys, or is there: what records the call should pause in between.
     *
     * @param callControlId the call, or null when it is not known
     * @param isAsked true when it begins, false when it is over
     */
    default void onSecret(@Nullable String callControlId, boolean isAsked) {}

    /**
     * The call is over.
     *
     * @param callControlId the call, or null when it is not known
     * @param conversation everything that was said
     */
    default void onEnd(@Nullable String callControlId, Conversation conversation) {}
}

package io.github.telnyxstream.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers the caller in text. One object serves all calls: what was said stands in the {@link Conversation}.
 *
 * <p><b>Threads:</b> thread-safe. {@link #respond} runs on a thread of the agent's services and may block; a responder that
 * does so is interrupted when the caller interrupts.
 */
public interface Responder {

    /**
     * Answers what the caller said last.
     *
     * @param request the conversation so far, and the tools that may be called
     * @param sink takes the answer piece by piece, from any thread
     * @return the answer in the making, which the agent cancels when the caller interrupts
     * @throws Exception when it cannot begin
     */
    Reply respond(ReplyRequest request, Sink sink) throws Exception;

    /**
     * Tools that it brings along. They are called like those of {@link VoiceAgents.Builder#tools}, behind which they stand.
     *
     * @return the tools, the same each time
     */
    default List<AgentTool> tools() {
        return List.of();
    }

    /**
     * A call is over and will not be answered any more. Runs on a thread of the agent's services and may block.
     *
     * @param callControlId the call, or null when it is not known
     * @param conversation everything that was said
     * @throws Exception which the agent logs
     */
    default void ended(@Nullable String callControlId, Conversation conversation) throws Exception {}

    /** An answer in the making. */
    interface Reply {
        /** An answer that is complete already. */
        Reply COMPLETE = () -> {};

        /** Ends it. What is told afterwards is ignored. Returns at once, also when it is over already. */
        void cancel();
    }

    /** Takes an answer. <b>Threads:</b> one thread at a time; returns at once. */
    interface Sink {

        /**
         * More of the answer.
         *
         * @param piece any part of it, split anywhere
         */
        void text(String piece);

        /**
         * What the answer has cost so far, in the application's own unit; counts towards {@link AgentLimits#maxCost}.
         *
         * @param amount to be added; not negative
         */
        default void cost(double amount) {}

        /** The answer is complete. It may be empty when a tool was called that ends the call. */
        void done();

        /**
         * The answer will not be completed.
         *
         * @param failure why
         */
        void failed(ServiceFailure failure);
    }
}

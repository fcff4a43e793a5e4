package io.github.telnyxstream.agent;

import java.util.List;
import java.util.function.Supplier;

/** Who hears, thinks and speaks on the calls of an agent: three services, or one that does it all. */
interface Crew {

    /** Begins with a call. */
    OnCall on(Call call);

    /** Tools that they bring along. */
    default List<AgentTool> tools() {
        return List.of();
    }

    /** What they have to know of a call. */
    record Call(AgentRecipe recipe, CallLoop loop, AgentLine line, Supplier<Conversation> conversation) {}

    /** Their work on one call. Confined to its loop. */
    interface OnCall {

        Speaking voice(Speaking.Owner owner);

        Listening listening(Listening.Events events);

        Answering answering(Answering.Owner owner, Mouth mouth, TurnClock clock);

        /** Something has been added to the conversation that the service may not know: keys, a line of the agent's own. */
        void told(Conversation.Role role, String text);

        /** The call is over. */
        default void ended(Conversation conversation) {}
    }
}

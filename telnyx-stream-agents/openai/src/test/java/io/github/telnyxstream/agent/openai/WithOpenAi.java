package io.github.telnyxstream.agent.openai;

import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.util.List;
import java.util.Set;

/** The section "With OpenAI" of docs/voice-agent.md, compiled. */
final class WithOpenAi {
    private WithOpenAi() {}

    static StreamAcceptor acceptor(CallActions actions) {
        // begin
        OpenAiRealtime openAi = OpenAiRealtime.builder(
                        System.getenv("OPENAI_API_KEY"), "You answer for Miller's bakery. Be brief.")
                .voice("marin")
                .build();

        VoiceAgents agents = VoiceAgents.builder(openAi)
                .lines(AgentLines.english("Miller's bakery, how can I help you?"))
                .actions(actions)
                .tools(List.of(CallTools.hangUp(), CallTools.transfer()))
                .limits(AgentLimits.defaults().transferTo("+12025550111", Set.of()))
                .build();

        StreamAcceptor acceptor = StreamAcceptor.builder(agents).build();
        // end
        return acceptor;
    }
}

package io.github.telnyxstream.agent.springai;

import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.agent.VoiceAgents;
import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;

/** The section "With Spring AI" of docs/voice-agent.md, compiled. */
final class WithSpringAi {
    private WithSpringAi() {}

    /** What the model may look up. */
    static class Hours {
        @Tool(description = "Tells when the bakery is open on a day of the week.")
        String hours(String day) {
            return day.equals("Sunday") ? "closed" : "from nine to five";
        }
    }

    static VoiceAgents agents(
            ChatClient client, SpeechRecognizer recognizer, SpeechSynthesizer synthesizer, CallActions actions) {
        SpringAiResponder responder = SpringAiResponder.builder(client)
                .instructions("You answer for Miller's bakery. Be brief.")
                .tools(new Hours())
                .build();

        return VoiceAgents.builder(recognizer, responder, synthesizer)
                .lines(AgentLines.english("Miller's bakery, how can I help you?"))
                .actions(actions)
                .tools(List.of(CallTools.hangUp()))
                .build();
    }
}

package io.github.telnyxstream.agent.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.agent.VoiceAgents;
import java.time.Duration;
import java.util.List;

/** The section "With LangChain4j" of docs/voice-agent.md, compiled. */
final class WithLangChain4j {
    private WithLangChain4j() {}

    /** What the model may ask for. */
    static class Hours {
        @Tool("Tells when the bakery is open.")
        String hours(@P("the day of the week") String day) {
            return day.equals("Sunday") ? "closed" : "from nine to five";
        }
    }

    static VoiceAgents agents(SpeechRecognizer recognizer, SpeechSynthesizer synthesizer, CallActions actions) {
        StreamingChatModel model = OpenAiStreamingChatModel.builder()
                .apiKey(System.getenv("OPENAI_API_KEY"))
                .modelName("gpt-4.1-mini")
                .timeout(Duration.ofSeconds(10))
                .build();

        LangChain4jResponder responder = LangChain4jResponder.builder(
                        model, "You answer for Miller's bakery. Be brief.")
                .tools(new Hours())
                .build();

        return VoiceAgents.builder(recognizer, responder, synthesizer)
                .lines(AgentLines.english("Miller's bakery, how can I help you?"))
                .actions(actions)
                .tools(List.of(CallTools.hangUp()))
                .build();
    }
}

package io.github.telnyxstream.agent.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallControlActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The listing of the page on voice agents. */
class VoiceAgentPageTest {

    @Test
    void makesAnAgentThatWaitsForCalls() {
        try (CallControl callControl = CallControl.create("KEYpage")) {
            waitForCalls("KEYpage", callControl);
        }
    }

    private static void waitForCalls(String apiKey, CallControl callControl) {
        TelnyxSpeech speech = TelnyxSpeech.builder(apiKey)
                .voice("AWS.Polly.Joanna-Neural", 16000)
                .model("moonshotai/Kimi-K2.6")
                .build();

        VoiceAgents agents = VoiceAgents.builder(
                        speech.recognizer(),
                        speech.responder("You answer for Miller's bakery. Be brief."),
                        speech.synthesizer())
                .lines(AgentLines.english("Miller's bakery, how can I help you?"))
                .actions(new CallControlActions(callControl))
                .tools(List.of(CallTools.hangUp(), CallTools.transfer()))
                .limits(AgentLimits.defaults().transferTo("+12025550111", Set.of()))
                .build();

        StreamAcceptor acceptor = StreamAcceptor.builder(agents).build();
        assertThat(acceptor.isReady()).isTrue();
        acceptor.close();
        speech.close();
    }
}

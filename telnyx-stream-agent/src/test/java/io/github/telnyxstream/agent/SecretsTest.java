package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A PIN that is keyed: slowly, over the question, and by somebody who says it aloud. */
@TelnyxTest(virtualTime = true)
class SecretsTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;
    private final CompletableFuture<String> pin = new CompletableFuture<>();
    private final List<String> spoken = new CopyOnWriteArrayList<>();

    SecretsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    /** Recognises something in whatever it is given, and counts what that was. */
    private static final class Curious implements SpeechRecognizer {
        volatile int frames;
        volatile int keptAlive;

        @Override
        public Recognition open(String language, Listener listener) {
            return new Recognition() {
                @Override
                public void accept(MediaFrame frame) {
                    frames++;
                }

                @Override
                public void finish() {
                    listener.finalText("My balance.", null);
                }

                @Override
                public void keepAlive() {
                    keptAlive++;
                }

                @Override
                public void close() {}
            };
        }
    }

    private AgentTool asksFor(int keys) {
        return new AgentTool(
                "ask_pin",
                "Asks for the PIN.",
                AgentTool.NO_PARAMETERS,
                (call, arguments) -> call.askSecretKeys("Please key your secret number now.", keys)
                        .thenApply(pressed -> {
                            pin.complete(pressed);
                            return "the PIN is right";
                        }));
    }

    private AgentOnACall agent(SpeechRecognizer recognizer, int keys) throws Exception {
        Responder responder = (request, sink) -> {
            request.tools().call("ask_pin", "{}").thenAccept(told -> {
                sink.text("Thank you, " + told + ".");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        SpeechSynthesizer voice = (text, language, listener) -> {
            spoken.add(text);
            return speaks().synthesize(text, language, listener);
        };
        return new AgentOnACall(
                telnyx,
                environment,
                clock,
                VoiceAgents.builder(recognizer, responder, voice).lines(AgentLines.english("Hello.")),
                more -> more.tools(List.of(asksFor(keys))));
    }

    @Test
    void areKeyedSlowlyAndOverTheQuestion() throws Exception {
        Curious recognizer = new Curious();
        try (AgentOnACall agent = agent(recognizer, 9)) {
            Caller.Builder caller = Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("What is my balance?"))
                    .interruptAfter(Duration.ofMillis(500), LONG);
            for (int i = 0; i < 8; i++) {
                caller.press("7").pause(Duration.ofSeconds(5));
            }
            SimulatedCall call =
                    telnyx.placeCall(caller.press("7").awaitHeard(LONG).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(pin.join()).isEqualTo("777777777");
            // neither a line while the tool "runs", nor a goodbye because it took so long
            assertThat(spoken)
                    .containsExactly("Hello.", "Please key your secret number now.", "Thank you, the PIN is right.");
            assertThat(agent.failures).isEmpty();
            assertThat(agent.secrets).containsExactly(true, false);
            assertThatCall(call).commandsWere("answer", "record_pause", "record_resume");
            assertThat(recognizer.keptAlive).isBetween(10, 16);
            assertThat(agent.entries).noneMatch(entry -> entry.text().contains("7"));
        }
    }

    @Test
    void areNotHeardWhenTheyAreSaid() throws Exception {
        Curious recognizer = new Curious();
        try (AgentOnACall agent = agent(recognizer, 2)) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("What is my balance?"))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Four, eleven. Four, eleven."))
                    .pause(Duration.ofSeconds(2))
                    .press("4")
                    .pause(Duration.ofSeconds(1))
                    .press("2")
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(pin.join()).isEqualTo("42");
            assertThat(agent.entries.stream().map(Entry::text))
                    .containsExactly(
                            "Hello.",
                            "My balance.",
                            "Please key your secret number now.",
                            "Thank you, the PIN is right.");
            assertThat(agent.sounds).isEmpty();
            assertThat(agent.turns).hasSize(1);
        }
    }
}

package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.speaks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.codec.dsp.VoiceActivity;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who pause within a number, and recognisers that take each pause of a second for the end of a turn. */
@TelnyxTest(virtualTime = true)
class NumbersTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(1250);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    NumbersTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    /** A final text after 200 ms of silence, the end of a turn after a second of it, as Deepgram behind Telnyx does. */
    private static SpeechRecognizer endsTurns(String... texts) {
        return (language, listener) -> new SpeechRecognizer.Recognition() {
            private final Deque<String> left = new ArrayDeque<>(List.of(texts));
            private final VoiceActivity activity = VoiceActivity.of(8000);
            private boolean wasSpeech;
            private boolean isTold = true;

            @Override
            public void accept(MediaFrame frame) {
                boolean isSpeech = activity.offer(frame.pcm(), 0, frame.pcm().length);
                if (isSpeech && !wasSpeech) {
                    isTold = false;
                } else if (wasSpeech && !isSpeech && !left.isEmpty()) {
                    listener.finalText(left.remove(), 0.9);
                } else if (!isTold && activity.silenceFor().toMillis() >= 1000) {
                    isTold = true;
                    listener.endOfTurn();
                }
                wasSpeech = isSpeech;
            }

            @Override
            public void close() {}
        };
    }

    /** What the caller said, turn by turn. The agent's own ear hears no voice below −42 dBov. */
    private List<String> turns(double level, String... texts) throws Exception {
        Scripted responder = new Scripted(request -> "Thank you.");
        VoiceAgents.Builder agents =
                VoiceAgents.builder(endsTurns(texts), responder, speaks()).lines(AgentLines.english("Your number?"));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, agents, more -> more)) {
            Caller.Builder caller = Caller.builder().comfortNoise(-70).awaitHeard(LONG);
            for (int i = 0; i < texts.length; i++) {
                short[] voice = Voice.lasting(700);
                for (int k = 0; k < voice.length; k++) {
                    voice[k] = (short) (level * voice[k]);
                }
                caller.speak(voice).pause(PAUSE);
            }
            SimulatedCall call = telnyx.placeCall(
                    caller.pause(Duration.ofSeconds(4)).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();
            return agent.entries.stream()
                    .filter(entry -> entry.role() == Role.CALLER)
                    .map(Conversation.Entry::text)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.04})
    void areHeardToTheirEnd(double level) throws Exception {
        assertThat(turns(level, "my number is two oh two.", "five five five", "0 1", "47"))
                .containsExactly("my number is two oh two. five five five 0 1 47");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.04})
    void areNotAwaitedBehindWordsThatAreWhole(double level) throws Exception {
        assertThat(turns(level, "I want to order.", "bread")).containsExactly("I want to order.", "bread");
    }

    @Test
    void areHeardToTheirEndWithoutAStream() throws Exception {
        Scripted responder = new Scripted(request -> "Thank you.");
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more)) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .say("my number is two oh two")
                    .pause(Duration.ofMillis(800))
                    .say("five five five")
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(app.texts())
                    .containsExactly(
                            "AGENT: Hello, how can I help you?",
                            "CALLER: my number is two oh two five five five",
                            "AGENT: Thank you.");
        }
    }
}

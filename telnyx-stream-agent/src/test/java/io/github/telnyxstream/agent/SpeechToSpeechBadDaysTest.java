package io.github.telnyxstream.agent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers and services at their worst, with one service that does it all. */
@TelnyxTest(virtualTime = true)
class SpeechToSpeechBadDaysTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String GREETING = "Hello, how can I help you?";
    private static final String STORY =
            "There was a time when nobody had a telephone. ".repeat(5).strip();

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    SpeechToSpeechBadDaysTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall agent(SpeechToSpeech service) throws Exception {
        return new AgentOnACall(
                telnyx,
                environment,
                clock,
                VoiceAgents.builder(service).lines(AgentLines.english(GREETING)),
                more -> more);
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    /** In the greeting, in the caller's turn, before the answer, in the answer, after it. */
    @ParameterizedTest
    @ValueSource(ints = {500, 2100, 2800, 4500, 20_000})
    void endsEverythingWhenTheCallerHangsUp(int millis) throws Exception {
        StandInSpeech service = StandInSpeech.answering("Tell me.", STORY);
        try (AgentOnACall agent = agent(service)) {
            Caller.Builder caller = Caller.builder();
            if (millis > 2000) {
                caller.awaitHeard(LONG).speak(Voice.lasting(millis > 2500 ? 600 : 300));
            }
            SimulatedCall call = telnyx.placeCall(caller.pause(Duration.ofMillis(millis > 2500 ? millis - 2500 : 500))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.ended).hasSize(1);
            assertThat(service.talks).singleElement().matches(talk -> talk.isClosed);
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void keepsTwoCallersApart() throws Exception {
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    StandInSpeech.speak("You said " + talk.last, sink);
                    return true;
                },
                "one.",
                "two.");
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall first = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            SimulatedCall second = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .pause(Duration.ofMillis(300))
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            first.awaitEnd(LONG);
            second.awaitEnd(LONG);
            clock.settle();

            assertThat(service.talks).hasSize(2).allMatch(talk -> talk.isClosed);
            assertThat(agent.ended.stream().map(conversation -> texts(conversation.entries())))
                    .containsExactlyInAnyOrder(
                            List.of("AGENT: " + GREETING, "CALLER: one.", "AGENT: You said one."),
                            List.of("AGENT: " + GREETING, "CALLER: two.", "AGENT: You said two."));
        }
    }

    @Test
    void staysInOnePieceWithACallerWhoSpeaksOverEverything() throws Exception {
        int times = 20;
        String[] heard = new String[times + 1];
        java.util.Arrays.fill(heard, "No, listen to me.");
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    StandInSpeech.speak(STORY, sink);
                    return true;
                },
                heard);
        try (AgentOnACall agent = agent(service)) {
            Caller.Builder caller = Caller.builder();
            for (int i = 0; i < times; i++) {
                caller.interruptAfter(Duration.ofMillis(700), LONG).speak(Voice.lasting(1500));
            }
            SimulatedCall call =
                    telnyx.placeCall(caller.awaitHeard(LONG).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(call.bargeIns())
                    .hasSize(times)
                    .allSatisfy(silence -> assertThat(silence).isLessThanOrEqualTo(Duration.ofMillis(300)));
            List<Entry> entries = agent.ended.get(0).entries();
            assertThat(entries).hasSize(2 * times + 1);
            assertThat(entries.get(entries.size() - 1).text()).isEqualTo(STORY);
            assertThat(service.cuts)
                    .hasSize(times)
                    .allSatisfy(cut -> assertThat(cut).isBetween(Duration.ofMillis(600), Duration.ofMillis(1100)));
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void speaksItsPartWhenTheServiceDiesInTheMiddleOfAnAnswer() throws Exception {
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    if (talk.last.equals("One.")) {
                        short[] voice = Voice.saying("We are open from");
                        sink.words("We are open from nine to five.");
                        sink.audio(voice, 0, voice.length, 8000);
                        talk.listener.failed(ServiceFailure.of(Service.SPEECH, Kind.BROKEN, "gone"));
                    } else {
                        StandInSpeech.speak("From nine.", sink);
                    }
                    return true;
                },
                "One.",
                "Two.");
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            List<String> texts = texts(agent.ended.get(0).entries());
            assertThat(texts.get(2)).startsWith("AGENT: We are open").doesNotEndWith("five.");
            assertThat(texts.subList(3, 5)).containsExactly("CALLER: Two.", "AGENT: From nine.");
            assertThat(service.lines)
                    .endsWith("aside " + AgentLines.english(null).apology());
            assertThat(agent.failures).hasSize(1);
        }
    }

    @Test
    void givesUpAServiceThatBreaksAgainAndAgain() throws Exception {
        StandInSpeech service = StandInSpeech.answering();
        for (int i = 0; i < 4; i++) {
            service.refusals.add(ServiceFailure.of(Service.SPEECH, Kind.BROKEN, "HTTP 503"));
        }
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall call =
                    telnyx.placeCall(Caller.builder().pause(LONG).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(agent.failures).isNotEmpty().allMatch(failure -> failure.kind() == Kind.BROKEN);
        }
    }
}

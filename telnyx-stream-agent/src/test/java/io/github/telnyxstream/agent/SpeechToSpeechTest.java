package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An agent of one service that does it all. */
@TelnyxTest(virtualTime = true)
class SpeechToSpeechTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String GREETING = "Hello, how can I help you?";
    private static final String LONG_ANSWER =
            "We are open every day. From Monday to Friday from nine to five, and on Saturday from ten to two. "
                    + "On Sunday we are closed. Is there anything else that I can do for you today?";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    SpeechToSpeechTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall agent(SpeechToSpeech service, UnaryOperator<VoiceAgents.Builder> more) throws Exception {
        VoiceAgents.Builder agents = VoiceAgents.builder(service).lines(AgentLines.english(GREETING));
        return new AgentOnACall(telnyx, environment, clock, agents, more);
    }

    private AgentOnACall agent(SpeechToSpeech service) throws Exception {
        return agent(service, more -> more);
    }

    private SimulatedCall call(Caller caller) throws InterruptedException {
        SimulatedCall call = telnyx.placeCall(caller);
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    @Test
    void holdsAConversation() throws Exception {
        StandInSpeech service = StandInSpeech.answering(
                "When are you open?", "Every day from nine to five.", "Thank you.", "You are welcome.");
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall call = call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("When are you open?"))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Thank you."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(texts(agent.ended.get(0).entries()))
                    .containsExactly(
                            "AGENT: " + GREETING,
                            "CALLER: When are you open?",
                            "AGENT: Every day from nine to five.",
                            "CALLER: Thank you.",
                            "AGENT: You are welcome.");
            assertThat(agent.entries).noneMatch(Entry::wasInterrupted);
            assertThat(agent.turns).hasSize(2).allSatisfy(turn -> {
                assertThat(turn.endOfTurn()).isBetween(Duration.ofMillis(300), Duration.ofMillis(700));
                assertThat(turn.firstAudio()).isNotNull();
                assertThat(turn.firstSent()).isNotNull();
                assertThat(turn.heard()).isNotNull();
            });
            assertThat(service.lines).containsExactly("say " + GREETING);
            assertThat(service.cuts).isEmpty();
            assertThat(service.talks).singleElement().matches(talk -> talk.isClosed);
            assertThat(agent.failures).isEmpty();
            assertThatCall(call).wasFreeOfViolations().wasFreeOfUnderruns();
        }
    }

    @Test
    void fallsSilentAndLetsTheServiceKeepOnlyWhatWasHeard() throws Exception {
        StandInSpeech service = StandInSpeech.answering("Tell me.", LONG_ANSWER, "Stop, please.", "All right.");
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall call = call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .interruptAfter(Duration.ofSeconds(3), LONG)
                    .speak(Voice.saying("Stop, please, that is enough for me."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(call.bargeIns())
                    .hasSize(1)
                    .allSatisfy(silence -> assertThat(silence).isLessThanOrEqualTo(Duration.ofMillis(200)));
            Entry cut = agent.ended.get(0).entries().get(2);
            assertThat(cut.wasInterrupted()).isTrue();
            assertThat(LONG_ANSWER).startsWith(cut.text());
            assertThat(cut.text()).hasSizeBetween(35, 55);
            assertThat(service.cuts)
                    .singleElement()
                    .satisfies(heard -> assertThat(heard).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3400)));
            assertThat(texts(agent.ended.get(0).entries()).subList(3, 5))
                    .containsExactly("CALLER: Stop, please.", "AGENT: All right.");
            assertThat(agent.sounds).containsExactly(BargeInPolicy.Decision.INTERRUPT);
        }
    }

    @Test
    void goesOnAfterASoundThatWasNoInterruption() throws Exception {
        StandInSpeech service = StandInSpeech.answering("Tell me.", LONG_ANSWER, "Mhm.", "never said");
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall call = call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .interruptAfter(Duration.ofSeconds(2), LONG)
                    .speak(Voice.lasting(300))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(agent.sounds).containsExactly(BargeInPolicy.Decision.IGNORE);
            assertThat(texts(agent.entries))
                    .containsExactly("AGENT: " + GREETING, "CALLER: Tell me.", "AGENT: " + LONG_ANSWER);
            assertThat(service.cuts).isEmpty();
            Sound all = call.sound();
            Sound answer = all.part(
                    Duration.ofSeconds(4),
                    all.sections().get(all.sections().size() - 1).to());
            assertThat(answer.longestGap()).isLessThan(Duration.ofMillis(800));
        }
    }

    @Test
    void takesWordsThatComeLateForAnInterruption() throws Exception {
        StandInSpeech service = StandInSpeech.answering("Tell me.", LONG_ANSWER, "Stop.", "All right.");
        try (AgentOnACall agent = agent(service)) {
            call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .interruptAfter(Duration.ofSeconds(2), LONG)
                    .speak(Voice.lasting(400))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(agent.sounds).endsWith(BargeInPolicy.Decision.INTERRUPT);
            assertThat(texts(agent.ended.get(0).entries())).endsWith("CALLER: Stop.", "AGENT: All right.");
        }
    }

    @Test
    void callsToolsAndSaysALineWhileTheyRun() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        AgentTool slow = new AgentTool("look_up", "Looks up.", AgentTool.NO_PARAMETERS, (call, arguments) -> {
            clock.tryCallAt(clock.nanoTime() + 3_000_000_000L, () -> result.complete("seven"));
            return result;
        });
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    sink.pause();
                    talk.tools
                            .call("look_up", "{}")
                            .thenAccept(text -> StandInSpeech.speak("It is " + text + ".", sink));
                    return true;
                },
                "How many?");
        try (AgentOnACall agent = agent(service, more -> more.tools(List.of(slow)))) {
            call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("How many?"))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(service.openings.get(0).tools()).containsExactly(slow);
            assertThat(service.lines).containsExactly("say " + GREETING, "aside I am looking that up for you.");
            assertThat(texts(agent.entries)).endsWith("AGENT: It is seven.");
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void endsTheCallWhenTheServiceSaysSoAndTheGoodbyeWasHeard() throws Exception {
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    sink.pause();
                    talk.tools.call("hang_up", "{}").thenAccept(text -> StandInSpeech.speak("Goodbye.", sink));
                    return true;
                },
                "Bye.");
        try (AgentOnACall agent = agent(service, more -> more.tools(List.of(CallTools.hangUp())))) {
            SimulatedCall call = call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Goodbye."))
                    .pause(LONG)
                    .build());

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(texts(agent.entries)).endsWith("AGENT: Goodbye.");
        }
    }

    @Test
    void tellsTheServiceOfKeysAndHidesASecret() throws Exception {
        CompletableFuture<String> pin = new CompletableFuture<>();
        AgentTool ask = new AgentTool(
                "ask_pin",
                "Asks for the PIN.",
                AgentTool.NO_PARAMETERS,
                (call, arguments) -> call.askSecretKeys("Please key your PIN.", 4)
                        .thenApply(keys -> {
                            pin.complete(keys);
                            return "the PIN is right";
                        }));
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    if (talk.last.isEmpty()) {
                        StandInSpeech.speak("You pressed something.", sink);
                    } else {
                        talk.last = "";
                        sink.pause();
                        talk.tools.call("ask_pin", "{}").thenAccept(text -> StandInSpeech.speak("Thank you.", sink));
                    }
                    return true;
                },
                "My balance.");
        try (AgentOnACall agent = agent(service, more -> more.tools(List.of(ask)))) {
            call(Caller.builder()
                    .awaitHeard(LONG)
                    .press("12#")
                    .awaitHeard(LONG)
                    .speak(Voice.saying("What is my balance?"))
                    .awaitHeard(LONG)
                    .press("4711")
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(service.told).containsExactly("[The caller has pressed the keys 12#]");
            assertThat(pin.join()).isEqualTo("4711");
            assertThat(texts(agent.ended.get(0).entries()))
                    .contains("KEYS: 12#", "AGENT: You pressed something.")
                    .endsWith("AGENT: Please key your PIN.", "AGENT: Thank you.");
        }
    }

    @Test
    void opensAnotherTalkWithWhatWasSaidWhenOneBreaks() throws Exception {
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    if (talk.last.equals("One.")) {
                        talk.listener.failed(ServiceFailure.of(Service.SPEECH, Kind.BROKEN, "the socket is closed"));
                    } else {
                        StandInSpeech.speak("Two it is.", sink);
                    }
                    return true;
                },
                "One.",
                "Two.");
        try (AgentOnACall agent = agent(service)) {
            call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one."))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number two."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            assertThat(agent.failures).extracting(ServiceFailure::kind).containsExactly(Kind.BROKEN);
            assertThat(service.openings).hasSize(2);
            assertThat(texts(service.openings.get(1).conversation().entries()))
                    .containsExactly("AGENT: " + GREETING, "CALLER: One.");
            assertThat(service.lines)
                    .containsExactly(
                            "say " + GREETING,
                            "aside " + AgentLines.english(null).apology());
            assertThat(texts(agent.entries)).endsWith("CALLER: Two.", "AGENT: Two it is.");
        }
    }

    @Test
    void givesUpAnAnswerOfWhichNothingComesAndOpensAnotherTalk() throws Exception {
        StandInSpeech service = new StandInSpeech((talk, sink) -> true, "One.");
        try (AgentOnACall agent = agent(service)) {
            call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one."))
                    .pause(Duration.ofSeconds(20))
                    .hangUp()
                    .build());

            assertThat(agent.failures).extracting(ServiceFailure::kind).containsExactly(Kind.LATE);
            assertThat(service.openings).hasSize(2);
            assertThat(service.lines)
                    .contains("aside " + AgentLines.english(null).apology());
        }
    }

    @Test
    void bridgesALateAnswerWhereALineHasAVoiceOfItsOwn() throws Exception {
        StandInSpeech service = new StandInSpeech((talk, sink) -> true, "One.");
        VoiceAgents.Builder agents = VoiceAgents.builder(service, speaks()).lines(AgentLines.english(GREETING));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, agents, more -> more)) {
            SimulatedCall call = call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one."))
                    .pause(Duration.ofSeconds(18))
                    .hangUp()
                    .build());

            assertThat(service.lines).isEmpty();
            assertThat(service.told).containsExactly("[You have said to the caller: " + GREETING + "]");
            // greeting, filler, apology
            assertThat(call.sound().sections()).hasSize(3);
            assertThat(agent.failures).extracting(ServiceFailure::kind).containsExactly(Kind.LATE);
        }
    }

    @Test
    void hangsUpWhenTheServiceRefuses() throws Exception {
        StandInSpeech service = StandInSpeech.answering();
        service.refusals.add(ServiceFailure.of(Service.SPEECH, Kind.REFUSED, "HTTP 401"));
        try (AgentOnACall agent = agent(service)) {
            SimulatedCall call = call(Caller.builder().pause(LONG).hangUp().build());

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(service.openings).hasSize(1);
            assertThat(agent.failures).isNotEmpty().allMatch(failure -> failure.kind() == Kind.REFUSED);
        }
    }

    @Test
    void givesTheCallToAHumanWhenTheServiceRefuses() throws Exception {
        StandInSpeech service = StandInSpeech.answering();
        service.refusals.add(ServiceFailure.of(Service.SPEECH, Kind.REFUSED, "HTTP 401"));
        try (AgentOnACall agent =
                agent(service, more -> more.limits(AgentLimits.defaults().transferTo("+12025550111", Set.of())))) {
            telnyx.whenDialed(
                    Caller.builder().pause(Duration.ofSeconds(2)).hangUp().build());
            SimulatedCall call =
                    call(Caller.builder().pause(Duration.ofSeconds(20)).hangUp().build());

            assertThatCall(call).commandsWere("answer", "transfer");
            assertThat(agent.failures).isNotEmpty();
        }
    }

    @Test
    void greetsOnceMoreWhenTheTalkBreaksBeforeTheGreeting() throws Exception {
        StandInSpeech service = StandInSpeech.answering();
        service.refusals.add(ServiceFailure.of(Service.SPEECH, Kind.BROKEN, "HTTP 503"));
        try (AgentOnACall agent = agent(service)) {
            call(Caller.builder().awaitHeard(LONG).hangUp().build());

            assertThat(service.openings).hasSize(2);
            assertThat(texts(agent.entries)).containsExactly("AGENT: " + GREETING);
        }
    }
}

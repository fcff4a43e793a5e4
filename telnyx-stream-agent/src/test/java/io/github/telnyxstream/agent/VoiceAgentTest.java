package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@TelnyxTest(virtualTime = true)
class VoiceAgentTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String LONG_ANSWER =
            "We are open every day. From Monday to Friday from nine to five, and on Saturday from ten to two. "
                    + "On Sunday we are closed. Is there anything else that I can do for you today?";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    VoiceAgentTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall agent(VoiceAgents.Builder agents) throws Exception {
        return agent(agents, more -> more);
    }

    private AgentOnACall agent(VoiceAgents.Builder agents, UnaryOperator<VoiceAgents.Builder> more) throws Exception {
        return new AgentOnACall(telnyx, environment, clock, agents, more);
    }

    private static VoiceAgents.Builder greeting(SpeechRecognizer recognizer, Responder responder) {
        return VoiceAgents.builder(recognizer, responder, speaks())
                .lines(AgentLines.english("Hello, how can I help you?"));
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    @Test
    void holdsAConversation() throws Exception {
        Scripted responder =
                new Scripted(request -> switch (request.conversation().lastFromCaller()) {
                    case "When are you open?" -> "Every day from nine to five.";
                    case "Thank you." -> "You are welcome.";
                    default -> "What?";
                });
        try (AgentOnACall agent = agent(greeting(hears("When are you open?", "Thank you."), responder))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("When are you open?"))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Thank you."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(texts(agent.entries))
                    .containsExactly(
                            "AGENT: Hello, how can I help you?",
                            "CALLER: When are you open?",
                            "AGENT: Every day from nine to five.",
                            "CALLER: Thank you.",
                            "AGENT: You are welcome.");
            assertThat(agent.entries).noneMatch(Entry::wasInterrupted);
            assertThat(agent.turns).hasSize(2).allSatisfy(turn -> {
                assertThat(turn.endOfTurn()).isBetween(Duration.ofMillis(300), Duration.ofMillis(1600));
                assertThat(turn.firstSent()).isNotNull();
                assertThat(turn.heard()).isNotNull();
            });
            assertThat(agent.failures).isEmpty();
            assertThatCall(call).wasFreeOfViolations().wasFreeOfUnderruns();
        }
    }

    @Test
    void fallsSilentAndKeepsOnlyWhatWasHeard() throws Exception {
        Scripted responder = new Scripted(
                request -> request.conversation().lastFromCaller().equals("Tell me.") ? LONG_ANSWER : "All right.");
        try (AgentOnACall agent = agent(greeting(hears("Tell me.", "Stop, that is enough for me."), responder))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .interruptAfter(Duration.ofSeconds(3), LONG)
                    .speak(Voice.saying("Stop, that is enough for me."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(call.bargeIns())
                    .hasSize(1)
                    .allSatisfy(silence -> assertThat(silence).isLessThanOrEqualTo(Duration.ofMillis(200)));
            Entry cut = agent.entries.get(2);
            assertThat(cut.wasInterrupted()).isTrue();
            assertThat(LONG_ANSWER).startsWith(cut.text());
            // three seconds at 60 ms a letter
            assertThat(cut.text()).hasSizeBetween(35, 55);
            assertThat(texts(agent.entries).subList(3, 5))
                    .containsExactly("CALLER: Stop, that is enough for me.", "AGENT: All right.");
            assertThat(agent.sounds).containsExactly(BargeInPolicy.Decision.INTERRUPT);
        }
    }

    @Test
    void goesOnAfterASoundThatWasNoInterruption() throws Exception {
        Scripted responder = new Scripted(request -> LONG_ANSWER);
        try (AgentOnACall agent = agent(greeting(hears("Tell me."), responder))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .interruptAfter(Duration.ofSeconds(2), LONG)
                    .speak(Voice.lasting(220))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.sounds).containsExactly(BargeInPolicy.Decision.IGNORE);
            assertThat(texts(agent.entries))
                    .containsExactly("AGENT: Hello, how can I help you?", "CALLER: Tell me.", "AGENT: " + LONG_ANSWER);
            assertThat(agent.entries).noneMatch(Entry::wasInterrupted);
            Sound all = call.sound();
            Sound answer = all.part(
                    Duration.ofSeconds(4),
                    all.sections().get(all.sections().size() - 1).to());
            assertThat(answer.longestGap()).isLessThan(Duration.ofMillis(700));
        }
    }

    @Test
    void doesNotEvenPauseForNoise() throws Exception {
        Scripted responder = new Scripted(request -> LONG_ANSWER);
        Random random = new Random(3);
        short[] breath = new short[8000];
        for (int i = 0; i < breath.length; i++) {
            breath[i] = (short) (random.nextGaussian() * 300 * Math.sin(Math.PI * i / breath.length));
        }
        try (AgentOnACall agent = agent(greeting(hears("Tell me."), responder))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .interruptAfter(Duration.ofSeconds(2), LONG)
                    .speak(breath)
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.sounds).isEmpty();
            assertThat(texts(agent.entries)).contains("AGENT: " + LONG_ANSWER);
        }
    }

    @Test
    void speaksAProtectedGreetingToItsEnd() throws Exception {
        Scripted responder = new Scripted(request -> "Yes.");
        VoiceAgents.Builder agents = VoiceAgents.builder(hears("Are you there?"), responder, speaks())
                .lines(AgentLines.english("This call is recorded. By staying on the line you agree to that."))
                .protectGreeting(true);
        try (AgentOnACall agent = agent(agents)) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .interruptAfter(Duration.ofMillis(500), LONG)
                    .speak(Voice.lasting(1500))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.entries.get(0).text())
                    .isEqualTo("This call is recorded. By staying on the line you agree to that.");
            assertThat(agent.entries.get(0).wasInterrupted()).isFalse();
        }
    }

    @Test
    void asksWhetherSomebodyIsThereAndHangsUp() throws Exception {
        try (AgentOnACall agent = agent(greeting(hears(), new Scripted(request -> "Yes.")))) {
            SimulatedCall call =
                    telnyx.placeCall(Caller.builder().pause(LONG).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            // greeting, twice the question, goodbye
            assertThat(call.sound().sections()).hasSize(4);
            assertThat(texts(agent.entries)).containsExactly("AGENT: Hello, how can I help you?");
        }
    }

    @Test
    void takesKeysForATurn() throws Exception {
        Scripted responder = new Scripted(request -> "You pressed something.");
        try (AgentOnACall agent = agent(greeting(hears(), responder))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .interruptAfter(Duration.ofMillis(500), LONG)
                    .press("12#")
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.entries.get(0).wasInterrupted()).isTrue();
            assertThat(texts(agent.entries).subList(1, 3))
                    .containsExactly("KEYS: 12#", "AGENT: You pressed something.");
        }
    }

    @Test
    void apologisesOnceAndThenGivesTheCallToAHuman() throws Exception {
        Responder broken = (request, sink) -> {
            throw new IllegalStateException("the model is not there");
        };
        try (AgentOnACall agent = agent(
                greeting(hears("One.", "Two."), broken),
                more -> more.limits(AgentLimits.defaults().transferTo("+12025550111", Set.of())))) {
            telnyx.whenDialed(
                    Caller.builder().pause(Duration.ofSeconds(2)).hangUp().build());
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one."))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number two."))
                    .awaitHeard(LONG)
                    .pause(Duration.ofSeconds(20))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).commandsWere("answer", "transfer");
            assertThat(agent.failures)
                    .hasSize(2)
                    .allMatch(failure -> failure.service() == ServiceFailure.Service.RESPONDER)
                    .noneMatch(failure -> failure.reason().contains("model is not there"));
        }
    }

    @Test
    void bridgesALateAnswerAndGivesUpOneThatNeverComes() throws Exception {
        Responder silent = (request, sink) -> Responder.Reply.COMPLETE;
        try (AgentOnACall agent = agent(greeting(hears("One."), silent))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one."))
                    .pause(Duration.ofSeconds(20))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.failures).extracting(ServiceFailure::kind).containsExactly(ServiceFailure.Kind.LATE);
            // greeting, twice the filler, apology
            assertThat(call.sound().sections()).hasSize(4);
        }
    }

    @Test
    void endsTheCallWhenTheModelSaysSoAndTheGoodbyeWasHeard() throws Exception {
        Responder responder = (request, sink) -> {
            request.tools().call("hang_up", "{}").thenAccept(told -> {
                sink.text("Goodbye, and thank you for calling.");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent =
                agent(greeting(hears("Bye."), responder), more -> more.tools(List.of(CallTools.hangUp())))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Goodbye."))
                    .pause(LONG)
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(texts(agent.entries)).endsWith("AGENT: Goodbye, and thank you for calling.");
            assertThat(agent.entries.get(2).wasInterrupted()).isFalse();
        }
    }

    @Test
    void transfersOnlyToWhomTheApplicationAllows() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        Responder responder = (request, sink) -> {
            request.tools().call("transfer", "{\"to\":\"+19005550100\"}").thenAccept(answer -> {
                told.complete(answer);
                sink.text("I cannot do that.");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(
                greeting(hears("Transfer me."), responder),
                more -> more.tools(List.of(CallTools.transfer()))
                        .limits(AgentLimits.defaults().transferTo(null, Set.of("+12025550111"))))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Transfer me to somewhere expensive."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(told.join()).startsWith("not allowed");
            assertThatCall(call).commandsWere("answer");
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void keepsASecretThatIsKeyed() throws Exception {
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
        Responder responder = (request, sink) -> {
            request.tools().call("ask_pin", "{}").thenAccept(told -> {
                sink.text("Thank you.");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(greeting(hears("My balance."), responder), more -> more.tools(List.of(ask)))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("What is my balance?"))
                    .awaitHeard(LONG)
                    .press("4711")
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(pin.join()).isEqualTo("4711");
            assertThat(agent.ended).hasSize(1);
            assertThat(agent.ended.get(0).entries())
                    .noneMatch(entry -> entry.text().contains("4711"));
            assertThat(texts(agent.entries)).endsWith("AGENT: Thank you.");
        }
    }
}

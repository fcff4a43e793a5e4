package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that the agent leaves at a machine, and those that it takes. */
@TelnyxTest(virtualTime = true)
class MessagesTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String MESSAGE = "This is the dentist. Your appointment is on Thursday at nine.";
    private static final short[] BEEP = ToneGenerator.of(1000, 8000, -9).beep(Duration.ofMillis(400));

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;
    private final AtomicLong askedNanos = new AtomicLong();
    private final AtomicLong spokenNanos = new AtomicLong();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    MessagesTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    /** How long after the model has asked for it the message is made, by a machine that does this after the agent's greeting. */
    private Duration waited(Caller.Builder machine) throws Exception {
        return waited(machine, "leave_message");
    }

    /** By a model that calls these tools in one turn, one after the other. */
    private Duration waited(Caller.Builder machine, String... tools) throws Exception {
        SpeechSynthesizer voice = (text, language, listener) -> {
            if (MESSAGE.startsWith(text)) {
                spokenNanos.compareAndSet(0, clock.nanoTime());
            }
            return speaks().synthesize(text, language, listener);
        };
        Responder model = (request, sink) -> {
            asked.add(request.conversation().lastFromCaller());
            askedNanos.set(clock.nanoTime());
            CompletionStage<?> called = CompletableFuture.completedFuture(null);
            for (String tool : tools) {
                called = called.thenCompose(next ->
                        request.tools().call(tool, "{\"message\":\"" + MESSAGE + "\",\"to\":\"+12025550111\"}"));
            }
            called.thenRun(() -> {
                sink.text("I have left a message.");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        VoiceAgents.Builder agents = VoiceAgents.builder(hears("Leave a message.", "After the beep."), model, voice)
                .lines(AgentLines.english("Hello?"))
                .limits(AgentLimits.defaults().transferTo(null, Set.of("+12025550111")))
                .tools(List.of(CallTools.leaveMessage(), CallTools.hangUp(), CallTools.transfer()));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, agents, more -> more)) {
            SimulatedCall call = telnyx.placeCall(
                    machine.pause(Duration.ofMinutes(2)).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).commandsWere("answer", "hangup").wasFreeOfViolations();
            Conversation.Entry last = agent.entries.get(agent.entries.size() - 1);
            assertThat(last.text()).isEqualTo(MESSAGE);
            assertThat(last.wasInterrupted()).isFalse();
            assertThat(agent.entries).noneMatch(entry -> entry.text().contains("have left"));
            assertThat(agent.failures).isEmpty();
        }
        assertThat(asked).hasSize(1);
        return Duration.ofNanos(spokenNanos.get() - askedNanos.get());
    }

    private static Caller.Builder machine(int greetingMillis) {
        return Caller.builder().awaitHeard(LONG).speak(Voice.lasting(greetingMillis));
    }

    @Test
    void areLeftAfterTheBeep() throws Exception {
        assertThat(waited(machine(1500).pause(Duration.ofSeconds(2)).speak(BEEP)))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(2500));
    }

    @Test
    void areLeftAtOnceWhereTheBeepWasFasterThanTheModel() throws Exception {
        assertThat(waited(machine(1500).pause(Duration.ofMillis(300)).speak(BEEP)))
                .isLessThan(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang_up leave_message", "leave_message hang_up", "transfer leave_message"})
    void areLeftInWhateverOrderTheModelWishesForThemAndForTheEnd(String tools) throws Exception {
        Caller.Builder machine = machine(1500).pause(Duration.ofSeconds(2)).speak(BEEP);
        assertThat(waited(machine, tools.split(" ", -1))).isBetween(Duration.ofMillis(500), Duration.ofMillis(2500));
    }

    @Test
    void areLeftInTheSilenceOfAMachineWithoutABeep() throws Exception {
        assertThat(waited(machine(1500))).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3500));
    }

    @Test
    void takeNoChimeBeforeAGreetingForItsBeep() throws Exception {
        Caller.Builder machine = Caller.builder().awaitHeard(LONG).speak(BEEP).speak(Voice.lasting(1500));
        assertThat(waited(machine)).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3500));
    }

    @Test
    void waitForAGreetingThatGoesOn() throws Exception {
        assertThat(waited(machine(1500).pause(Duration.ofMillis(1500)).speak(Voice.lasting(4000))))
                .isGreaterThan(Duration.ofSeconds(6));
    }

    @Test
    void areTakenForSomebodyElse() throws Exception {
        List<String> kept = new CopyOnWriteArrayList<>();
        List<String> told = new CopyOnWriteArrayList<>();
        AgentTool take = CallTools.takeMessage((call, message, name, number) -> {
            kept.add(message + " / " + name + " / " + number);
            if (message.equals("Lost.")) {
                throw new IllegalStateException("the disk is full");
            }
            return CompletableFuture.completedFuture(null);
        });
        Responder model = (request, sink) -> {
            request.tools()
                    .call(
                            "take_message",
                            "{\"message\":\"Call me back.\",\"name\":\"Ada\",\"number\":\"+12025550147\"}")
                    .thenAccept(told::add)
                    .thenCompose(next -> request.tools().call("take_message", "{\"name\":\"Ada\"}"))
                    .thenAccept(told::add)
                    .thenCompose(next -> request.tools().call("take_message", "{\"message\":\"Lost.\"}"))
                    .thenAccept(told::add)
                    .thenRun(() -> {
                        sink.text("Goodbye.");
                        sink.done();
                    });
            return Responder.Reply.COMPLETE;
        };
        VoiceAgents.Builder agents = VoiceAgents.builder(hears("Take a message."), model, speaks())
                .lines(AgentLines.english("Hello?"))
                .tools(List.of(take));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, agents, more -> more)) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(kept).containsExactly("Call me back. / Ada / +12025550147", "Lost. / null / null");
            assertThat(told).hasSize(3);
            assertThat(told.get(0)).isEqualTo("the message is kept");
            assertThat(told.get(1)).isEqualTo("there is no message");
            assertThat(told.get(2)).isEqualTo("failed");
            assertThat(agent.ended).hasSize(1);
        }
    }
}

package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three services that misbehave, and callers that do. */
@TelnyxTest(virtualTime = true)
class BadDaysTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String GREETING = "Hello, how can I help you?";
    private static final String STORY =
            "There was a time when nobody had a telephone. ".repeat(12).strip();

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    BadDaysTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall agent(SpeechRecognizer ear, Responder mind, SpeechSynthesizer voice) throws Exception {
        VoiceAgents.Builder agents = VoiceAgents.builder(ear, mind, voice).lines(AgentLines.english(GREETING));
        return new AgentOnACall(telnyx, environment, clock, agents, more -> more);
    }

    private SimulatedCall callOf(Caller.Builder caller) throws Exception {
        SimulatedCall call = telnyx.placeCall(caller.build());
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    private static Caller.Builder saysOnce() {
        return Caller.builder()
                .awaitHeard(LONG)
                .speak(Voice.lasting(900))
                .awaitHeard(LONG)
                .hangUp();
    }

    private static Scripted answers(String text) {
        return new Scripted(request -> text);
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    @Test
    void saysGoodbyeWhenTheRecogniserRefusesTheKey() throws Exception {
        SpeechRecognizer refused = (language, listener) -> {
            listener.failed(ServiceFailure.of(Service.RECOGNIZER, Kind.REFUSED, "HTTP 401"));
            return hears().open(language, listener);
        };
        try (AgentOnACall agent = agent(refused, answers("Yes."), speaks())) {
            SimulatedCall call = callOf(Caller.builder().pause(LONG).hangUp());

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(agent.failures).singleElement().matches(failure -> failure.kind() == Kind.REFUSED);
        }
    }

    @Test
    void endsTheCallWhenTheVoiceIsUnknown() throws Exception {
        SpeechSynthesizer unknown = (text, language, listener) -> {
            listener.failed(ServiceFailure.of(Service.SYNTHESIZER, Kind.REFUSED, "unknown voice"));
            return () -> {};
        };
        try (AgentOnACall agent = agent(hears(), answers("Yes."), unknown)) {
            SimulatedCall call = callOf(Caller.builder().pause(LONG).hangUp());

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(agent.failures).isNotEmpty().allMatch(failure -> failure.service() == Service.SYNTHESIZER);
        }
    }

    @Test
    void takesThePartialTextOfARecogniserThatNeverComesToAnEnd() throws Exception {
        SpeechRecognizer endless = (language, listener) -> new SpeechRecognizer.Recognition() {
            @Override
            public void accept(MediaFrame frame) {
                if (Arrays.equals(frame.pcm(), new short[frame.pcm().length])) {
                    return;
                }
                listener.partial("when are you open");
            }

            @Override
            public void close() {}
        };
        Scripted mind = answers("From nine.");
        try (AgentOnACall agent = agent(endless, mind, speaks())) {
            callOf(saysOnce());

            assertThat(mind.requests).isNotEmpty();
            assertThat(texts(agent.ended.get(0).entries())).contains("CALLER: when are you open", "AGENT: From nine.");
        }
    }

    @Test
    void opensAnotherRecognitionWhenOneDies() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        SpeechRecognizer mortal = (language, listener) -> {
            SpeechRecognizer.Recognition whole = hears("When are you open?").open(language, listener);
            if (opened.incrementAndGet() > 1) {
                return whole;
            }
            return new SpeechRecognizer.Recognition() {
                @Override
                public void accept(MediaFrame frame) {
                    throw new IllegalStateException("the socket has died");
                }

                @Override
                public void close() {}
            };
        };
        try (AgentOnACall agent = agent(mortal, answers("From nine."), speaks())) {
            callOf(saysOnce());

            assertThat(opened).hasValue(2);
            assertThat(texts(agent.ended.get(0).entries()))
                    .containsExactly("AGENT: " + GREETING, "CALLER: When are you open?", "AGENT: From nine.");
            assertThat(agent.failures).singleElement().matches(failure -> failure.kind() == Kind.BROKEN);
        }
    }

    @Test
    void keepsWhatWasHeardOfAnAnswerThatBreaksOffAndApologises() throws Exception {
        Responder breaking = (request, sink) -> {
            sink.text("We are open from nine. On Sunday ");
            sink.failed(ServiceFailure.of(Service.RESPONDER, Kind.BROKEN, "the stream ended"));
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(hears("When?"), breaking, speaks())) {
            callOf(saysOnce());

            assertThat(texts(agent.ended.get(0).entries())).anyMatch(text -> text.startsWith("AGENT: We are open"));
            assertThat(agent.failures).singleElement().matches(failure -> failure.service() == Service.RESPONDER);
        }
    }

    @Test
    void speaksWhatIsLeftOfMarkupEmojiAndThoughtsAndNoMoreThanIsAllowed() throws Exception {
        List<String> spoken = new CopyOnWriteArrayList<>();
        SpeechSynthesizer voice = (text, language, listener) -> {
            spoken.add(text);
            return speaks().synthesize(text, language, listener);
        };
        String marked =
                "# **Opening hours** \uD83D\uDE00\n- From _nine_ to `five`, see [our page](https://example.com/x). ";
        String answer = "<think>Wants the hours.</think>" + marked.repeat(60);
        try (AgentOnACall agent = agent(hears("When?"), answers(answer), voice)) {
            callOf(saysOnce());

            String all = String.join(" ", spoken);
            assertThat(all)
                    .contains("Opening hours", "our page")
                    .doesNotContain("*", "#", "`", "https", "\uD83D\uDE00", "think", "Wants");
            assertThat(all.length())
                    .isLessThanOrEqualTo(AgentLimits.defaults().maxReplyCharacters() + GREETING.length() + 1);
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void staysInOnePieceWithACallerWhoSpeaksOverEverything() throws Exception {
        int times = 20;
        String[] words = new String[times];
        Arrays.fill(words, "No, listen to me.");
        try (AgentOnACall agent = agent(hears(words), answers(STORY), speaks())) {
            Caller.Builder caller = Caller.builder();
            for (int i = 0; i < times; i++) {
                caller.interruptAfter(Duration.ofMillis(700), LONG).speak(Voice.lasting(1500));
            }
            SimulatedCall call = callOf(caller.awaitHeard(LONG).hangUp());

            assertThat(call.bargeIns())
                    .hasSize(times)
                    .allSatisfy(silence -> assertThat(silence).isLessThanOrEqualTo(Duration.ofMillis(300)));
            assertThat(agent.ended.get(0).entries()).hasSize(2 * times + 1);
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void keepsTwoCallersApart() throws Exception {
        Scripted mind = new Scripted(request -> youAre(request.callControlId()));
        try (AgentOnACall agent = agent(hears("Who am I?"), mind, speaks())) {
            SimulatedCall first = telnyx.placeCall(saysOnce().build());
            SimulatedCall second = telnyx.placeCall(saysOnce().build());
            first.awaitEnd(LONG);
            second.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.ended).hasSize(2);
            assertThat(agent.ended.stream()
                            .map(conversation -> conversation.entries().get(2).text()))
                    .containsExactlyInAnyOrder(youAre(first.callControlId()), youAre(second.callControlId()));
        }
    }

    /** An id itself may have what is taken for markup. */
    private static String youAre(String callControlId) {
        return "You are caller " + Integer.toUnsignedString(callControlId.hashCode());
    }

    /** In the greeting, in the caller's turn, before the answer, in the answer, after it. */
    @ParameterizedTest
    @ValueSource(ints = {500, 2100, 2800, 4500, 40_000})
    void endsEverythingWhenTheCallerHangsUp(int millis) throws Exception {
        AtomicInteger open = new AtomicInteger();
        SpeechRecognizer counted = (language, listener) -> {
            SpeechRecognizer.Recognition inner = hears("Tell me.").open(language, listener);
            open.incrementAndGet();
            return new SpeechRecognizer.Recognition() {
                @Override
                public void accept(MediaFrame frame) throws Exception {
                    inner.accept(frame);
                }

                @Override
                public void finish() throws Exception {
                    inner.finish();
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        };
        try (AgentOnACall agent = agent(counted, answers(STORY), speaks())) {
            Caller.Builder caller = Caller.builder();
            if (millis > 2000) {
                caller.awaitHeard(LONG).speak(Voice.lasting(millis > 2500 ? 600 : 300));
            }
            callOf(caller.pause(Duration.ofMillis(millis > 2500 ? millis - 2500 : 500))
                    .hangUp());

            assertThat(agent.ended).hasSize(1);
            assertThat(open).hasValue(0);
            assertThat(agent.failures).isEmpty();
        }
    }
}

package io.github.telnyxstream.agent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.CallSpeakEnded;
import io.github.telnyxstream.callcontrol.webhook.CallTranscription;
import io.github.telnyxstream.callcontrol.webhook.EventDetails;
import io.github.telnyxstream.callcontrol.webhook.OpenEnum;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks of an agent within the call that are lost, late, or overtake each other. */
@TelnyxTest(virtualTime = true)
class InCallBadDaysTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String STORY = "There was a time when nobody had a telephone at all and people wrote letters "
            + "to each other which took days and then everything became different.";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    InCallBadDaysTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private SimulatedCall ring(Caller.Builder caller) throws InterruptedException {
        SimulatedCall call = telnyx.placeCall(caller.build());
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    private InCallApp app(Responder responder) throws Exception {
        return new InCallApp(environment, clock, responder, more -> more);
    }

    private static CallTranscription piece(CallTranscription from, String words, boolean isFinal, Duration later) {
        EventDetails of = from.details();
        return new CallTranscription(
                new CallTranscription.Piece(words, 0.9, isFinal, "inbound", Map.of()),
                new EventDetails(
                        of.id(),
                        of.eventType(),
                        of.occurredAt().plus(later),
                        of.callControlId(),
                        of.callLegId(),
                        of.callSessionId(),
                        of.connectionId(),
                        of.clientState(),
                        of.attempt(),
                        of.deliveredTo(),
                        of.flowDestination(),
                        of.unknownFields(),
                        of.json()));
    }

    private static Scripted answers() {
        return new Scripted(request -> "Every day.");
    }

    private static Caller.Builder asksOnce() {
        return Caller.builder()
                .awaitHeard(LONG)
                .say("when are you open")
                .awaitHeard(LONG)
                .pause(Duration.ofSeconds(6))
                .hangUp();
    }

    @Test
    void hearsNothingInAPartialTextThatItsFinalFormHasOvertaken() throws Exception {
        try (InCallApp app = app(answers())) {
            app.way = event -> event instanceof CallTranscription words
                    ? List.of(words, piece(words, "when are you", false, Duration.ofMillis(-300)))
                    : List.of(event);
            ring(asksOnce());

            assertThat(app.texts())
                    .containsExactly(
                            "AGENT: Hello, how can I help you?", "CALLER: when are you open", "AGENT: Every day.");
            assertThat(app.entries).noneMatch(Entry::wasInterrupted);
        }
    }

    @Test
    void takesAPartialTextWhoseFinalFormDoesNotComeAndOnlyTheRestOfItWhenItDoes() throws Exception {
        try (InCallApp app = app(answers())) {
            app.way = event -> {
                if (!(event instanceof CallTranscription words)) {
                    return List.of(event);
                }
                List<WebhookEvent> late = List.of(piece(words, "When are you open?", true, Duration.ofSeconds(3)));
                clock.tryCallAt(
                        clock.nanoTime() + Duration.ofSeconds(5).toNanos(), () -> late.forEach(app.agents::onEvent));
                return List.of(piece(words, "when are you open", false, Duration.ZERO));
            };
            ring(asksOnce());

            assertThat(app.texts())
                    .containsExactly(
                            "AGENT: Hello, how can I help you?", "CALLER: when are you open", "AGENT: Every day.");
        }
    }

    @Test
    void beginsAlsoWhenItLearnsOfACallThatWasAnsweredAlready() throws Exception {
        try (InCallApp app = app(answers())) {
            List<WebhookEvent> held = new ArrayList<>();
            app.way = event -> {
                if (!(event instanceof CallInitiated) && !(event instanceof CallAnswered)) {
                    return List.of(event);
                }
                synchronized (held) {
                    held.add(event instanceof CallAnswered ? 0 : held.size(), event);
                    return held.size() == 2 ? List.copyOf(held) : List.of();
                }
            };
            ring(asksOnce());

            assertThat(app.texts()).contains("CALLER: when are you open", "AGENT: Every day.");
        }
    }

    private static Scripted tellsAStory() {
        return new Scripted(request ->
                request.conversation().lastFromCaller().equals("tell me a story") ? STORY : "All right, I stop.");
    }

    private static Caller.Builder interrupts() {
        return Caller.builder()
                .awaitHeard(LONG)
                .say("tell me a story")
                .interruptAfter(Duration.ofSeconds(3), LONG)
                .say("stop please")
                .pause(Duration.ofSeconds(8))
                .hangUp();
    }

    @Test
    void believesNothingToBeHeardWholeThatItHasStopped() throws Exception {
        try (InCallApp app = app(tellsAStory())) {
            OpenEnum<CallSpeakEnded.Status> whole = new OpenEnum<>("completed", CallSpeakEnded.Status.COMPLETED);
            app.way = event -> event instanceof CallSpeakEnded ended
                    ? List.of(new CallSpeakEnded(whole, ended.speakId(), ended.details()))
                    : List.of(event);
            ring(interrupts());

            Entry cut = app.entries.get(2);
            assertThat(cut.wasInterrupted()).isTrue();
            assertThat(cut.text()).hasSizeBetween(20, STORY.length() - 40);
        }
    }

    @Test
    void answersSoonWhenNobodyTellsThatItHasFallenSilent() throws Exception {
        try (InCallApp app = app(tellsAStory())) {
            app.way = event ->
                    event instanceof CallSpeakEnded ended && !ended.status().is(CallSpeakEnded.Status.COMPLETED)
                            ? List.of()
                            : List.of(event);
            SimulatedCall call = ring(interrupts());

            List<ReceivedRequest> requests = call.requests();
            assertThat(Duration.between(at(requests, "playback_stop", 0), at(requests, "speak", 2)))
                    .isBetween(Duration.ofMillis(2400), Duration.ofMillis(3000));
            assertThat(app.texts()).endsWith("CALLER: stop please", "AGENT: All right, I stop.");
            assertThat(app.entries.get(2).text()).hasSizeLessThan(STORY.length() - 40);
        }
    }

    private static Instant at(List<ReceivedRequest> requests, String command, int which) {
        return requests.stream()
                .filter(request -> request.command().equals(command))
                .skip(which)
                .findFirst()
                .orElseThrow()
                .at();
    }

    /** Who hangs up: the agent, or the caller while the agent has more to say. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsACallWhoseEndNobodyTells(boolean byAgent) throws Exception {
        Responder responder = (request, sink) -> {
            if (byAgent) {
                request.tools().call("hang_up", "{}").thenRun(() -> {
                    sink.text("Goodbye.");
                    sink.done();
                });
            } else {
                sink.text(STORY + " " + STORY);
                sink.done();
            }
            return Responder.Reply.COMPLETE;
        };
        try (InCallApp app =
                new InCallApp(environment, clock, responder, more -> more.tools(List.of(CallTools.hangUp())))) {
            app.way = event -> event instanceof CallHangup ? List.of() : List.of(event);
            Caller.Builder caller = Caller.builder().awaitHeard(LONG).say("tell me a story");
            SimulatedCall call = ring(
                    byAgent
                            ? caller.pause(LONG)
                            : caller.pause(Duration.ofSeconds(4)).hangUp());

            clock.advance(Duration.ofMinutes(1));
            assertThat(app.ended).hasSize(1);
            assertThat(app.agents.call(call.callControlId())).isNull();
        }
    }

    /** What keeps a call in mind: it goes on with a person, or Telnyx does not take the command that ends it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsACallThatIsNoLongerItsOwn(boolean isHandedOn) throws Exception {
        Responder responder = (request, sink) -> {
            request.tools()
                    .call(isHandedOn ? "transfer" : "hang_up", "{\"to\":\"+12025550111\"}")
                    .thenRun(() -> {
                        sink.text("Goodbye.");
                        sink.done();
                    });
            return Responder.Reply.COMPLETE;
        };
        try (InCallApp app = new InCallApp(
                environment,
                clock,
                responder,
                more -> more.tools(List.of(CallTools.hangUp(), CallTools.transfer()))
                        .limits(AgentLimits.defaults().transferTo(null, Set.of("+12025550111"))))) {
            app.way = event -> {
                if (event instanceof CallSpeakEnded && app.entries.size() == 2 && !isHandedOn) {
                    telnyx.failNext(RestFault.status(422), RestFault.status(422));
                }
                return event instanceof CallHangup ? List.of() : List.of(event);
            };
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("let me go")
                    .pause(Duration.ofMinutes(1))
                    .hangUp());
            assertThat(app.ended).hasSize(isHandedOn ? 0 : 1);

            clock.advance(Duration.ofHours(5));
            ring(Caller.builder().awaitHeard(LONG).hangUp());
            assertThat(app.ended).hasSizeGreaterThanOrEqualTo(1);
            assertThat(app.agents.call(call.callControlId())).isNull();
        }
    }

    @Test
    void answersForASentenceThatComesWhenTheCallIsOver() throws Exception {
        try (InCallApp app = app(answers())) {
            AgentRecipe recipe = VoiceAgents.builder(StandInServices.hears(), answers(), StandInServices.speaks())
                    .clock(clock)
                    .executor(clock.executor())
                    .build()
                    .recipe();
            InCallServices services = new InCallServices(app.client, "voice", null, answers());
            SpeakLine line = new SpeakLine(services, "v3:x", recipe, new CallLoop(clock, clock.executor()), () -> {});
            line.callEnded();
            List<PlaybackResult> results = new ArrayList<>();
            line.open(new Sentence(new Utterance(Utterance.Kind.ANSWER, false, () -> {}), "Hello."))
                    .whenOver(results::add);

            assertThat(results).singleElement().matches(result -> !result.isPlayed());
        }
    }

    @Test
    void transcribesNoSecretAndSaysNothingWhileTheTranscriptionStops() throws Exception {
        CompletableFuture<String> pin = new CompletableFuture<>();
        AgentTool asks = new AgentTool(
                "ask_pin",
                "Asks for the PIN.",
                AgentTool.NO_PARAMETERS,
                (call, arguments) -> call.askSecretKeys("Please key your secret number now.", 2)
                        .thenApply(pressed -> {
                            pin.complete(pressed);
                            return "the PIN is right";
                        }));
        Responder responder = (request, sink) -> {
            if (request.conversation().lastFromCaller().equals("thanks")) {
                sink.text("You are welcome.");
                sink.done();
            } else {
                request.tools().call("ask_pin", "{}").thenAccept(told -> {
                    sink.text("Thank you, " + told + ".");
                    sink.done();
                });
            }
            return Responder.Reply.COMPLETE;
        };
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more.tools(List.of(asks)))) {
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("what is my balance")
                    .awaitHeard(LONG)
                    .say("four two")
                    .press("4")
                    .pause(Duration.ofSeconds(1))
                    .press("2")
                    .awaitHeard(LONG)
                    .say("thanks")
                    .awaitHeard(LONG)
                    .hangUp());

            assertThat(pin.join()).isEqualTo("42");
            assertThat(app.texts()).noneMatch(text -> text.contains("four")).contains("AGENT: You are welcome.");
            List<ReceivedRequest> requests = call.requests();
            assertThat(requests.stream()
                            .map(ReceivedRequest::command)
                            .filter(command -> command.startsWith("transcription")))
                    .containsExactly("transcription_start", "transcription_stop", "transcription_start");
            assertThat(Duration.between(at(requests, "transcription_stop", 0), at(requests, "speak", 1)))
                    .isBetween(Duration.ofMillis(800), Duration.ofMillis(1000));
            assertThatCall(call).wasFreeOfViolations();
        }
    }

    @Test
    void listensNoMoreBehindATransferThatComesAmidASecret() throws Exception {
        AgentTool asks = new AgentTool("ask_pin", "Asks for the PIN.", AgentTool.NO_PARAMETERS, (call, arguments) -> {
            CompletionStage<String> unused = call.askSecretKeys("Please key your secret number now.", 4);
            call.transferWhenHeard("+12025550111");
            return CompletableFuture.completedFuture("asked");
        });
        Responder responder = (request, sink) -> {
            request.tools().call("ask_pin", "{}").thenRun(sink::done);
            return Responder.Reply.COMPLETE;
        };
        try (InCallApp app = new InCallApp(
                environment,
                clock,
                responder,
                more -> more.tools(List.of(asks))
                        .limits(AgentLimits.defaults().transferTo(null, Set.of("+12025550111"))))) {
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("what is my balance")
                    .awaitHeard(LONG)
                    .pause(Duration.ofSeconds(5))
                    .hangUp());

            List<String> commands =
                    call.requests().stream().map(ReceivedRequest::command).toList();
            assertThat(commands).contains("transfer");
            assertThat(app.agents.call(call.callControlId())).isNull();
            assertThat(commands.subList(commands.indexOf("transfer"), commands.size()))
                    .doesNotContain("transcription_start");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE de", "en-US en", "nb-NO no"})
    void isTranscribedInTheLanguageThatItSpeaks(String tagAndLanguage) throws Exception {
        String[] both = tagAndLanguage.split(" ", -1);
        try (InCallApp app = new InCallApp(environment, clock, answers(), more -> more.language(both[0]))) {
            SimulatedCall call = ring(asksOnce());

            assertThat(call.requests())
                    .filteredOn(request -> request.command().equals("transcription_start"))
                    .singleElement()
                    .satisfies(request -> assertThat(request.body())
                            .contains("\"transcription_engine\":\"Telnyx\"", "\"language\":\"" + both[1] + "\""));
            assertThat(app.failures).isEmpty();
        }
    }
}

package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What somebody reads in the log on a bad day: which service it was and why, once, and nothing of what was said. */
@TelnyxTest(virtualTime = true)
class BadDaysLogTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String ASKED = "Is Mrs. Quimby at home?";
    private static final String ANSWER = "She is in Zanzibar.";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.telnyxstream.agent");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    BadDaysLogTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(logged);
    }

    /** A day, the services that it has, and the line that tells of it. */
    @SuppressWarnings("ImmutableEnumChecker") // what the suppliers close over is made anew by each of them
    enum Day {
        KEY_REFUSED(
                BadDaysLogTest::refused,
                BadDaysLogTest::answers,
                StandInServices::speaks,
                "The RECOGNIZER failed: REFUSED, HTTP 401: the key is not accepted"),
        RECOGNISER_DIES(
                BadDaysLogTest::mortal,
                BadDaysLogTest::answers,
                StandInServices::speaks,
                "The RECOGNIZER failed: BROKEN, IllegalStateException was thrown"),
        MODEL_BREAKS_OFF(
                () -> hears(ASKED),
                BadDaysLogTest::breaksOff,
                StandInServices::speaks,
                "The RESPONDER failed: BROKEN, IOException was thrown"),
        MODEL_IS_LATE(
                () -> hears(ASKED),
                BadDaysLogTest::isLateOnce,
                StandInServices::speaks,
                "The RESPONDER failed: LATE, "),
        VOICE_UNKNOWN(
                () -> hears(ASKED),
                BadDaysLogTest::answers,
                BadDaysLogTest::unknownOnce,
                "The SYNTHESIZER failed: REFUSED, no such voice");

        final Supplier<SpeechRecognizer> ear;
        final Supplier<Responder> mind;
        final Supplier<SpeechSynthesizer> voice;
        final String line;

        Day(Supplier<SpeechRecognizer> ear, Supplier<Responder> mind, Supplier<SpeechSynthesizer> voice, String line) {
            this.ear = ear;
            this.mind = mind;
            this.voice = voice;
            this.line = line;
        }
    }

    private static SpeechRecognizer refused() {
        return (language, listener) -> {
            listener.failed(ServiceFailure.of(Service.RECOGNIZER, Kind.REFUSED, "HTTP 401: the key is not accepted"));
            return hears().open(language, listener);
        };
    }

    private static SpeechRecognizer mortal() {
        AtomicBoolean isDead = new AtomicBoolean();
        return (language, listener) -> {
            SpeechRecognizer.Recognition whole = hears(ASKED).open(language, listener);
            return isDead.getAndSet(true)
                    ? whole
                    : new SpeechRecognizer.Recognition() {
                        @Override
                        public void accept(MediaFrame frame) {
                            throw new IllegalStateException("could not send \"" + ASKED + "\"");
                        }

                        @Override
                        public void close() {}
                    };
        };
    }

    private static Responder answers() {
        return new Scripted(request -> ANSWER);
    }

    private static Responder once(Function<Responder.Sink, Responder.Reply> day) {
        AtomicBoolean isOver = new AtomicBoolean();
        return (request, sink) -> isOver.getAndSet(true) ? answers().respond(request, sink) : day.apply(sink);
    }

    private static Responder breaksOff() {
        return once(sink -> {
            sink.failed(ServiceFailure.thrown(
                    Service.RESPONDER, new IOException("reset while answering \"" + ASKED + "\"")));
            return Responder.Reply.COMPLETE;
        });
    }

    private static Responder isLateOnce() {
        return once(sink -> Responder.Reply.COMPLETE);
    }

    private static SpeechSynthesizer unknownOnce() {
        AtomicBoolean isOver = new AtomicBoolean();
        return (text, language, listener) -> {
            if (text.equals(ANSWER) && !isOver.getAndSet(true)) {
                listener.failed(ServiceFailure.of(Service.SYNTHESIZER, Kind.REFUSED, "no such voice"));
                return () -> {};
            }
            return speaks().synthesize(text, language, listener);
        };
    }

    @ParameterizedTest
    @EnumSource(Day.class)
    void saysOnceWhichServiceItWasAndNothingOfWhatWasSaid(Day day) throws Exception {
        VoiceAgents.Builder agents = VoiceAgents.builder(day.ear.get(), day.mind.get(), day.voice.get())
                .lines(AgentLines.english("Hello, how can I help you?"));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, agents, more -> more)) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    // longer than a model may think
                    .pause(Duration.ofSeconds(12))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.failures).hasSize(1);
        }
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getFormattedMessage()).startsWith(day.line).doesNotContain("\n");
                    assertThat(event.getThrowableProxy()).isNull();
                });
        List<String> all =
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(all).noneMatch(line -> line.contains("Quimby") || line.contains("Zanzibar"));
    }
}

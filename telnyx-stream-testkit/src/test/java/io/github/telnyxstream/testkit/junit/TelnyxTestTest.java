package io.github.telnyxstream.testkit.junit;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an application is tested: with a clock that the test moves, and the whole call. */
@TelnyxTest(virtualTime = true)
class TelnyxTestTest {
    private static final short[] GREETING = Murmur.lasting(5000);

    /** Greets, and falls silent when the caller speaks. */
    private static final class Greeter implements StreamListener {
        @Override
        public void onStart(StreamSession session, StartEvent event) {
            Playback greeting = session.play(AudioSource.pcm(8000, GREETING));
            assertThat(greeting).isNotNull();
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            if (Sound.of(frame.pcm()).levelDbov() > -35) {
                session.interrupt();
            }
        }
    }

    /** Engine, webhooks and commands as an application has them, told of its surroundings by the extension. */
    private static final class Application implements AutoCloseable {
        private final StreamAcceptor acceptor;
        private final CallControl telnyx;
        private final HttpServer webhooks;
        private final ExecutorService threads = Executors.newCachedThreadPool();

        Application(ManualClock clock, TelnyxEnvironment environment) throws IOException {
            acceptor = StreamAcceptor.builder(Greeter::new)
                    .options(AcceptorOptions.builder()
                            .clock(clock)
                            .listenerExecutor(clock.executor())
                            .build())
                    .build();
            telnyx = CallControl.builder(environment.apiKey())
                    .baseUrl(environment.baseUrl().toString())
                    .build();
            webhooks =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), environment.port()), 0);
            webhooks.setExecutor(threads);
            webhooks.createContext("/webhook", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (body.contains("call.initiated")) {
                    String call = body.replaceFirst("(?s).*\"call_control_id\":\"([^\"]+)\".*", "$1");
                    clock.executor()
                            .execute(() -> telnyx.call(call)
                                    .answer(AnswerCommand.builder().stream(StreamSettings.of(
                                                    environment.mediaUrl().toString()))
                                            .build()));
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            webhooks.start();
        }

        @Override
        public void close() {
            acceptor.close();
            telnyx.close();
            webhooks.stop(0);
            threads.shutdown();
        }
    }

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void greetsAndIsInterrupted(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock)
            throws Exception {
        try (Application application = new Application(clock, environment)) {
            telnyx.streamsTo(application.acceptor);
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .interruptAfter(Duration.ofSeconds(1), LONG)
                    .say("Stop it please")
                    .pause(Duration.ofSeconds(1))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);

            assertThatCall(call)
                    .wasAnswered()
                    .endedWith("normal_clearing")
                    .endedBy("caller")
                    .commandsWere("answer")
                    .acceptedCommand("answer")
                    .hadNoRefusedCommand()
                    .tookWebhook("streaming.started")
                    .answeredEveryWebhookWithin(LONG)
                    .heardSoundFor(Duration.ofSeconds(1))
                    .heardLevelBetween(-40, -10)
                    .heard(Sound.of(java.util.Arrays.copyOf(GREETING, 8000)), 0.9)
                    .heardNoGapLongerThan(Duration.ZERO)
                    .fellSilentWithin(Duration.ofMillis(400))
                    .wasFreeOfUnderruns()
                    .wasFreeOfViolations()
                    .wasNeverAheadBy(Duration.ofMillis(250));
            // no answer takes no time, even while the clock of the test stands still
            assertThatThrownBy(() -> assertThatCall(call).answeredEveryWebhookWithin(Duration.ofNanos(1)))
                    .hasMessageContaining("call.initiated");
        }
    }

    @Test
    void saysHowAStrangerFares(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
        try (StreamAcceptor acceptor = StreamAcceptor.builder(Greeter::new)
                .authenticator(StreamTokens.create())
                .build()) {
            telnyx.streamsTo(acceptor);

            assertThat(telnyx.forgeStream(environment.mediaUrl()).join()).isEqualTo(401);
            assertThat(telnyx.forgeStream(URI.create(environment.mediaUrl() + "/" + "a".repeat(43)))
                            .join())
                    .isEqualTo(403);
        }
    }

    /** What a test of a whole call costs: its report has the time of each. */
    @Tag("thorough")
    @RepeatedTest(20)
    void doesSoAgainAndAgain(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock)
            throws Exception {
        greetsAndIsInterrupted(telnyx, environment, clock);
    }

    @Test
    void saysWhatWasInsteadAndTellsTheWholeCall(TelnyxSimulator telnyx) throws Exception {
        SimulatedCall call =
                telnyx.placeCall(Caller.builder().ringing(Duration.ofSeconds(3)).build());
        call.awaitEnd(LONG);

        assertThatCall(call)
                .wasNotAnswered()
                .endedWith("originator_cancel")
                .heardNothing()
                .commandsWere();
        assertThatThrownBy(() -> assertThatCall(call).wasAnswered())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected: the call was answered; but it was not")
                .hasMessageContaining("CALL_PLACED");
        assertThatThrownBy(() -> assertThatCall(call).heardSoundFor(Duration.ofSeconds(1)))
                .hasMessageContaining("at least 1000 ms");
        assertThatThrownBy(() -> assertThatCall(call).commandsWere("answer")).hasMessageContaining("they were []");
        assertThatThrownBy(() -> assertThatCall(call).heardTone(1000)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThatCall(call).fellSilentWithin(LONG)).hasMessageContaining("never interrupted");
        assertThatThrownBy(() -> assertThatCall(call).wasFreeOfUnderruns()).hasMessageContaining("no stream");
        assertThatThrownBy(() -> assertThatCall(call).answeredEveryWebhookWithin(LONG))
                .hasMessageContaining("call.initiated");
    }

    @Test
    @TelnyxTest
    void givesRealTimeWhereTheMethodAsksForIt(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
        assertThat(environment.asVariables())
                .containsEntry("TELNYX_BASE_URL", telnyx.baseUrl().toString())
                .containsEntry("TELNYX_PUBLIC_KEY", telnyx.publicKey())
                .containsEntry("TELNYX_API_KEY", "KEYsimulator")
                .containsEntry("PORT", Integer.toString(environment.port()));
    }
}

package io.github.telnyxstream.examples.echo;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whoever speaks to the echo on the telephone hears themselves. The echo takes streams only: a dial brings them there. */
@TelnyxTest
class EchoIT {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private HttpServer webhooks;

    EchoIT(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
        this.telnyx = telnyx;
        this.environment = environment;
    }

    @BeforeEach
    void takeWebhooks() throws Exception {
        webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhooks.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhooks.start();
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhook"));
    }

    @AfterEach
    void stop() {
        webhooks.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java-websocket", "jetty", "one-port"})
    void saysBackWhatItHears(String name) throws Exception {
        EchoServers.Running server = EchoCommand.start(name, 0, null);
        try {
            telnyx.whenDialed(Caller.builder()
                    .answersAfter(Duration.ZERO)
                    .awaitListening(Duration.ofHours(1))
                    .speak(Murmur.lasting(1000))
                    .pause(Duration.ofMinutes(9))
                    .build());
            SimulatedCall call = dial(server, "/media/any/path", null);
            // a busy machine echoes late
            Eventually.until(() -> call.sound().audible().compareTo(Duration.ofMillis(500)) > 0);
            call.hangUp();
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());

            assertThatCall(call).endedBy("callee").wasFreeOfViolations();
            assertThat(likenessOfAStretch(call)).isGreaterThan(0.9);
        } finally {
            server.stop().run();
        }
    }

    /** An echo without pacing has gaps on a busy machine; between them it is what was said. */
    private static double likenessOfAStretch(SimulatedCall call) {
        Sound said = Sound.of(call.sent());
        Duration begin = said.sections().get(0).from();
        return IntStream.range(0, 5)
                .mapToObj(i -> begin.plusMillis(200L * i))
                .mapToDouble(from -> call.sound().similarityTo(said.part(from, from.plusMillis(200))))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java-websocket", "jetty", "one-port"})
    void letsInWhoShowsTheToken(String name) throws Exception {
        EchoServers.Running server = EchoCommand.start(name, 0, "open-sesame");
        telnyx.whenDialed(Caller.builder().answersAfter(Duration.ZERO).build());
        try {
            assertThat(outcome(dial(server, "/media", null)).text())
                    .endsWith("/media answered the upgrade with status 401");
            assertThat(outcome(dial(server, "/media", "open-barley")).text()).endsWith("status 403");
            assertThat(outcome(dial(server, "/media", "open-sesame")).kind()).isEqualTo(Kind.STREAM_STARTED);
            assertThat(outcome(dial(server, "/media/open-sesame", null)).kind()).isEqualTo(Kind.STREAM_STARTED);
        } finally {
            server.stop().run();
        }
    }

    private SimulatedCall dial(EchoServers.Running server, String path, @Nullable String token) {
        CallControl calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build();
        StreamSettings stream = StreamSettings.builder("ws://127.0.0.1:" + server.port() + path)
                .authToken(token)
                .build();
        calls.dial(DialCommand.builder("1", "+15550100007", "+15550100002").stream(stream)
                .build());
        return telnyx.calls().get(telnyx.calls().size() - 1);
    }

    /** How the opening of a stream ended; the call is over then. */
    private static SimulatorEvent outcome(SimulatedCall call) throws InterruptedException {
        Eventually.until(() -> call.events().stream().anyMatch(EchoIT::tellsTheOutcome));
        call.hangUp();
        Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
        return call.events().stream()
                .filter(EchoIT::tellsTheOutcome)
                .findFirst()
                .orElseThrow();
    }

    private static boolean tellsTheOutcome(SimulatorEvent event) {
        return event.kind() == Kind.STREAM_FAILED || event.kind() == Kind.STREAM_STARTED;
    }

    @Test
    void namesTheServersThatThereAre() {
        StringWriter said = new StringWriter();
        CommandLine echo = new CommandLine(new EchoCommand()).setErr(new PrintWriter(said));

        assertThat(echo.execute("--server", "apache")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString().lines())
                .containsExactly(
                        "--port, --token or --server: there is no server apache, but java-websocket, jetty, one-port");
    }
}

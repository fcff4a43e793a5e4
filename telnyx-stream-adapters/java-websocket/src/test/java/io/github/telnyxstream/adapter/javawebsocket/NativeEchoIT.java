package io.github.telnyxstream.adapter.javawebsocket;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.BufferedReader;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** A native image of the echo, rung by the simulator; only where there is GraalVM, in GRAALVM_HOME or on the path. */
@TelnyxTest
class NativeEchoIT {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private HttpServer webhooks;

    NativeEchoIT(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
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

    @Test
    void saysBackWhatItHears(@TempDir Path folder) throws Exception {
        Optional<Path> graal = nativeImage();
        if (graal.isEmpty()) {
            String why = "skipped: no native-image in GRAALVM_HOME or on the path, so no native echo is built and rung";
            System.out.println(why);
            abort(why);
        }
        Path echo = folder.resolve("echo");
        Process build = new ProcessBuilder(
                        graal.orElseThrow().toString(),
                        "--no-fallback",
                        "-cp",
                        classPath(),
                        NativeEcho.class.getName(),
                        "-o",
                        echo.toString())
                .inheritIO()
                .start();
        assertThat(build.waitFor()).as("native-image").isZero();
        ring(List.of(echo.toString()));
    }

    /** That the test rings as it should, where there is no native image. */
    @Test
    @Tag("thorough")
    void saysBackWhatItHearsOnTheJvmToo() throws Exception {
        ring(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                NativeEcho.class.getName()));
    }

    private void ring(List<String> command) throws Exception {
        Process echo = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = echo.inputReader()) {
            int port = Integer.parseInt(Objects.requireNonNull(said.readLine(), "it ended without a port"));
            telnyx.whenDialed(Caller.builder()
                    .answersAfter(Duration.ZERO)
                    .awaitListening(Duration.ofHours(1))
                    .speak(Murmur.lasting(1000))
                    .pause(Duration.ofMinutes(9))
                    .build());
            SimulatedCall call = dial(port);
            // a busy machine echoes late
            Eventually.until(() -> call.sound().audible().compareTo(Duration.ofMillis(500)) > 0);
            call.hangUp();
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());

            assertThatCall(call).endedBy("callee").wasFreeOfViolations();
        } finally {
            echo.getOutputStream().close();
            assertThat(echo.waitFor()).isZero();
        }
    }

    private SimulatedCall dial(int port) {
        try (CallControl calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build()) {
            calls.dial(DialCommand.builder("1", "+15550100007", "+15550100002").stream(
                            StreamSettings.of("ws://127.0.0.1:" + port + "/media"))
                    .build());
        }
        return telnyx.calls().get(0);
    }

    private static Optional<Path> nativeImage() {
        String home = Objects.requireNonNullElse(System.getenv("GRAALVM_HOME"), "");
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(
                        home.isEmpty() ? Stream.of() : Stream.of(Path.of(home, "bin")),
                        Arrays.stream(path.split(File.pathSeparator))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of))
                .map(folder -> folder.resolve("native-image"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What an application of streams alone has; no library that logs. */
    private static String classPath() {
        return Stream.of(
                        NativeEcho.class,
                        StreamWebSocketServer.class,
                        StreamAcceptor.class,
                        AudioCodec.class,
                        WebSocket.class,
                        JsonFactory.class,
                        Logger.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}

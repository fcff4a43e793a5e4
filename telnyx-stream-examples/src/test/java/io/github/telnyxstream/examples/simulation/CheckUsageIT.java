package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code check} says when it cannot begin, or when there is no use in going on. */
class CheckUsageIT {
    private static final String NOBODY = "http://127.0.0.1:1/webhook";

    @TempDir
    Path folder;

    private String told = "";
    private String complained = "";

    private int check(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        int exit = new CommandLine(new CheckCommand(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        told = bytes.toString(StandardCharsets.UTF_8);
        complained = errors.toString();
        return exit;
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                Arguments.of("--repeat is 0, must be 1 or more", List.of("--webhook", NOBODY, "--repeat", "0")),
                Arguments.of("--repeat is -1, must be 1 or more", List.of("--webhook", NOBODY, "--repeat", "-1")),
                Arguments.of("--webhook is missing", List.of()),
                Arguments.of("--webhook is http://127.0.0.1:99999/w", List.of("--webhook", "http://127.0.0.1:99999/w")),
                Arguments.of("--webhook is http://127.0.0.1:0/w", List.of("--webhook", "http://127.0.0.1:0/w")),
                Arguments.of(
                        "--scenario kyes: there is no such file, and none of that name comes with the program (--list)",
                        List.of("--webhook", NOBODY, "--scenario", "kyes")),
                Arguments.of(
                        "--scenario a/b.yaml: there is no such file",
                        List.of("--webhook", NOBODY, "--scenario", "a/b.yaml")),
                Arguments.of(
                        "--skip kyes: there is no such scenario; there are greeting,",
                        List.of("--webhook", NOBODY, "--skip", "kyes")),
                Arguments.of(
                        "--skip leaves no scenario to play",
                        List.of("--webhook", NOBODY, "--scenario", "keys", "--skip", "keys")));
    }

    @ParameterizedTest
    @MethodSource
    void wrongUsage(String words, List<String> arguments) {
        assertThat(check(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(complained).startsWith(words);
        assertThat(complained.lines()).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFileBeforeAnythingRings() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "");

        assertThat(check("--webhook", NOBODY, "--scenario", "keys", "--scenario", empty.toString()))
                .isEqualTo(2);
        assertThat(complained).startsWith(empty + " is empty");
        assertThat(complained.lines()).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void namesItsScenariosForOthersToChoose() {
        assertThat(check("--list")).isZero();

        List<String> words = told.lines()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(words).isEqualTo(Scenario.BUNDLED);
    }

    /** Eighteen scenarios against a program that cannot hear would take minutes. */
    @ParameterizedTest
    @CsvSource({
        "404, your program answers webhooks 404: does it take POST at http://127.0.0.1:",
        "403, your program answers genuine webhooks 403: does it have the TELNYX_PUBLIC_KEY above?"
    })
    void playsOneScenarioOnlyWhereWebhooksAreRefused(int status, String words) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(check(
                            "--webhook",
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/hook"))
                    .isEqualTo(1);
        } finally {
            server.stop(0);
        }
        assertThat(told)
                .containsOnlyOnce("WRONG ")
                .contains("webhook call.initiated was answered " + status + ", not 2xx")
                .contains("The other scenarios are not played: " + words);
    }

    @Test
    @Tag("thorough")
    void playsOneScenarioOnlyWhereWebhooksAreNeverAnswered() throws Exception {
        List<Socket> taken = new ArrayList<>();
        ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread taker = new Thread(() -> takeAll(deaf, taken));
        taker.start();
        try {
            assertThat(check("--webhook", "http://127.0.0.1:" + deaf.getLocalPort() + "/hook"))
                    .isEqualTo(1);
        } finally {
            deaf.close();
            taker.join();
        }
        for (Socket one : taken) {
            one.close();
        }
        assertThat(told)
                .containsOnlyOnce("WRONG ")
                .contains("webhook call.initiated was not answered")
                .contains(
                        "The other scenarios are not played: your program does not answer webhooks at http://127.0.0.1:");
    }

    private static void takeAll(ServerSocket deaf, List<Socket> taken) {
        while (!deaf.isClosed()) {
            try {
                taken.add(deaf.accept());
            } catch (IOException closed) {
                assertThat(deaf.isClosed()).isTrue();
            }
        }
    }

    /** A scenario that asks whether a program goes on needs a plain call to compare with. */
    @Test
    void playsAPlainCallBeforeAScenarioThatAsksWhetherAProgramGoesOn() {
        assertThat(check("--webhook", NOBODY, "--scenario", "odd-shapes")).isEqualTo(1);
        assertThat(told).contains("WRONG greeting: ", "The other scenarios are not played: nobody listens");
    }
}

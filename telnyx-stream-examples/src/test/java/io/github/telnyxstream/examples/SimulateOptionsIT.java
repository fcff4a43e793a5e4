package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Options of {@code simulate} that a user meets after the first call. */
class SimulateOptionsIT extends CommandCase {

    @Test
    void ringsSeveralTimesWithKeysAndAKeyOfItsOwnAndWantsRecordings() throws Exception {
        int api = freePort();
        try (AnsweringMachine machine = machine(api, "KEYx", Mode.CARRIER, Configuration.USUAL_MAX_CALLS)) {
            int exit = run(
                    "simulate",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--api-key",
                    "KEYx",
                    "--calls",
                    "3",
                    "--ramp",
                    "5/s",
                    "--seed",
                    "7",
                    "--say-after",
                    "beep",
                    "--press",
                    "1,2,#",
                    "--hangup-after",
                    "500ms",
                    "--expect",
                    "answered,greeted,saved");

            assertThat(exit).as(told).isZero();
            assertThat(told)
                    .contains(
                            "TELNYX_API_KEY=KEYx",
                            "Recordings can be fetched for 3 s more.",
                            "All 3 calls were as expected.");
            assertThat(told.lines().filter(line -> line.startsWith("[")))
                    .as("one line a second, for a terminal of 40 columns")
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
        }
    }

    @Test
    void givesTheSameRunForTheSameSeed() throws Exception {
        List<String> first = idsOfARun("7");

        assertThat(idsOfARun("7")).containsExactlyElementsOf(first);
        assertThat(idsOfARun("8")).doesNotContainAnyElementsOf(first);
    }

    private List<String> idsOfARun(String seed) throws Exception {
        int api = freePort();
        try (Program program = new Program(api, freePort(), null)) {
            int exit =
                    run("simulate", "--webhook", program.webhook(), "--port", "" + api, "--calls", "3", "--seed", seed);
            assertThat(exit).as(told).isZero();
            assertThat(program.ids).hasSize(9);
            return program.ids.stream().sorted().toList();
        }
    }

    @Test
    void waitsUntilTheProgramListens() throws Exception {
        int api = freePort();
        int port = freePort();
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> run(
                "simulate",
                "--webhook",
                "http://127.0.0.1:" + port + "/webhook",
                "--port",
                "" + api,
                "--wait-for-port"));
        Eventually.until(() -> tellsSoFar().contains("Waiting until somebody listens at 127.0.0.1 port " + port));
        assertThat(tellsSoFar()).doesNotContain("the phone rings");
        try (Program program = new Program(api, port, null)) {
            Eventually.until(exit::isDone);

            assertThat(exit.join()).as(told).isZero();
            assertThat(told).contains("the phone rings");
            assertThat(program.ids).hasSize(3);
        }
    }

    @Test
    void interruptsTheGreeting() throws Exception {
        int api = freePort();
        try (AnsweringMachine machine = machine(api)) {
            int exit = run(
                    "simulate",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--interrupt-after",
                    "500ms",
                    "--hangup-after",
                    "100ms",
                    "--expect",
                    "answered,greeted");

            assertThat(exit).as(told).isZero();
            double hears = secondsOf("caller      hears a voice");
            double speaks = secondsOf("caller      speaks");
            assertThat(speaks - hears).isGreaterThan(0.4);
            // the greeting and its beep would have been heard first
            assertThat(told.substring(0, told.indexOf("caller      speaks"))).doesNotContain("heard the beep");
        }
    }

    private double secondsOf(String what) {
        Matcher line = Pattern.compile("([0-9.]+) s  " + what).matcher(told);
        assertThat(line.find()).as(told).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Test
    void saysWhyTheStreamCouldNotBeOpened() throws Exception {
        int api = freePort();
        int nobody = freePort();
        try (Program program = new Program(api, freePort(), "ws://127.0.0.1:" + nobody + "/media?token=secret")) {
            assertThat(run("simulate", "--webhook", program.webhook(), "--port", "" + api))
                    .isZero();
            assertThat(told)
                    .contains("the media stream could not be opened: nobody listens at 127.0.0.1 port " + nobody)
                    .doesNotContain("secret");
        }
        try (Program program = new Program(api, freePort(), "ws://127.0.0.1:" + api + "/media?token=secret")) {
            assertThat(run("simulate", "--webhook", program.webhook(), "--port", "" + api))
                    .isZero();
            assertThat(told)
                    .contains("the media stream could not be opened: ws://127.0.0.1:" + api
                            + "/media answered the upgrade" + " with status ")
                    .doesNotContain("secret");
        }
    }

    /** Answers, and hangs up at once, or when its stream could not be opened. */
    private static final class Program implements AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper();

        /** Of each event, with its call. */
        final List<String> ids = new CopyOnWriteArrayList<>();

        private final HttpServer http;
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final CallControl calls;
        private final @Nullable String stream;

        Program(int api, int port, @Nullable String stream) {
            this.stream = stream;
            calls = CallControl.builder(KEY)
                    .baseUrl("http://127.0.0.1:" + api + "/v2")
                    .build();
            try {
                http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
            http.setExecutor(threads);
            http.createContext("/", exchange -> {
                JsonNode data = JSON.readTree(exchange.getRequestBody()).path("data");
                String call = data.at("/payload/call_control_id").asText();
                // before the answer, behind which the run may be over
                ids.add(call + " " + data.path("id").asText());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
                react(data.path("event_type").asText(), call);
            });
            http.start();
        }

        private void react(String type, String call) {
            if (type.equals("call.initiated")) {
                if (stream == null) {
                    calls.call(call).answer();
                } else {
                    calls.call(call)
                            .answer(AnswerCommand.builder().stream(StreamSettings.of(stream))
                                    .build());
                }
            } else if (type.equals(stream == null ? "call.answered" : "streaming.failed")) {
                calls.call(call).hangup();
            }
        }

        String webhook() {
            return "http://127.0.0.1:" + http.getAddress().getPort() + "/webhook";
        }

        @Override
        public void close() {
            http.stop(0);
            threads.shutdown();
        }
    }
}

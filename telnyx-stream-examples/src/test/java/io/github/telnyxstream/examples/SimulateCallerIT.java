package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import io.github.telnyxstream.testkit.observation.Sound;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code simulate} rings, and what its caller says. */
class SimulateCallerIT extends CommandCase {

    @Test
    void waitsBeforeItRings() throws Exception {
        AtomicLong rungNanos = new AtomicLong();
        HttpServer program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            rungNanos.compareAndSet(0, System.nanoTime());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        program.start();
        try {
            String webhook = "http://127.0.0.1:" + program.getAddress().getPort() + "/webhook";
            long begun = System.nanoTime();
            assertThat(run("simulate", "--webhook", webhook, "--delay", "1200ms"))
                    .isEqualTo(1);

            assertThat(Duration.ofNanos(rungNanos.get() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(1200));
            assertThat(told).contains("webhook call.initiated: status 404");
        } finally {
            program.stop(0);
        }
    }

    /** Everything but the voice is in the first webhook. */
    @Test
    void isWhomItIsToldToBeOnTheLineThatItIsToldToHave() throws Exception {
        List<JsonNode> hooks = new CopyOnWriteArrayList<>();
        HttpServer program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            hooks.add(new ObjectMapper().readTree(exchange.getRequestBody()).path("data"));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        program.start();
        try {
            String webhook = "http://127.0.0.1:" + program.getAddress().getPort() + "/webhook";
            assertThat(run(
                            "simulate",
                            "--webhook",
                            webhook,
                            "--from",
                            "+15550100055",
                            "--to",
                            "+15550100066",
                            "--codec",
                            "L16",
                            "--rate",
                            "16000",
                            "--faults",
                            "webhooks-twice"))
                    .isEqualTo(1);
        } finally {
            program.stop(0);
        }
        JsonNode payload = hooks.get(0).path("payload");
        assertThat(payload.path("from").asText()).isEqualTo("+15550100055");
        assertThat(payload.path("to").asText()).isEqualTo("+15550100066");
        assertThat(payload.path("offered_codecs").asText()).isEqualTo("L16");
        assertThat(hooks)
                .extracting(hook -> hook.path("id").asText())
                .filteredOn(hooks.get(0).path("id").asText()::equals)
                .as("twice, as the fault says")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1s"})
    void wantsATimeToWait(String delay) {
        assertThat(run("simulate", "--webhook", "http://127.0.0.1:1/w", "--delay=" + delay))
                .isEqualTo(2);
        assertThat(told).contains("--delay is " + delay);
    }

    /** At the rate of the file, whatever it is. */
    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void saysWhatIsInAFile(int rateHz) throws Exception {
        short[] speech = Murmur.lasting(rateHz / 10);
        Path file = folder.resolve("speech.wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, rateHz)) {
            writer.write(speech, 0, speech.length);
        }
        int api = freePort();
        Path saved = folder.resolve("saved");
        try (AnsweringMachine machine = machine(api)) {
            int exit = run(
                    "simulate",
                    "--webhook",
                    webhook(machine),
                    "--port",
                    "" + api,
                    "--caller",
                    file.toString(),
                    "--interrupt-after",
                    "100ms",
                    "--hangup-after",
                    "100ms",
                    "--expect",
                    "answered,heard",
                    "--save",
                    saved.toString());
            assertThat(exit).as(told).isZero();
        }
        assertThat(told).contains("caller      speaks for 800 ms");
        Sound said = Sound.of(WavSpeech.read(saved.resolve("call-001-said.wav")));
        assertThat(said.similarityTo(Sound.of(WavSpeech.read(file)))).isGreaterThan(0.9);
        assertThat(said.audible()).isBetween(Duration.ofMillis(720), Duration.ofMillis(900));
    }
}

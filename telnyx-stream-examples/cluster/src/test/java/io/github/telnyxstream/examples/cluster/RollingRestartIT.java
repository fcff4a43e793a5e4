package io.github.telnyxstream.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.Greeting;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes behind a real proxy: callers come all the time, nodes and engines go and come back, and nobody notices. */
class RollingRestartIT {
    private static final String KEYS = "c2VjcmV0LW9mLWFsbC1ub2Rlcy1vZi10aGlzLXRlc3QhIQ==";
    private static final String API_KEY = "KEYcluster0123456789";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(300);
    private static final short[] SPEECH = ToneGenerator.of(300, 8000, -15).beep(Duration.ofSeconds(2));

    @TempDir
    Path folder;

    private final BlockingQueue<SimulatedCall> calls = new LinkedBlockingQueue<>();
    private TelnyxSimulator telnyx;
    private EngineProcess engine;
    private EngineProcess proxy;
    private Engine kind;

    private AnsweringMachine node(int port) throws Exception {
        Configuration configuration = new Configuration(
                API_KEY,
                telnyx.publicKey(),
                telnyx.baseUrl().toString(),
                port,
                URI.create("http://127.0.0.1:" + proxy.port()),
                Files.createDirectories(folder.resolve("messages")),
                new Greeting.Recorded(new short[4_000], new byte[0]),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Mode.STREAM,
                Configuration.USUAL_MAX_CALLS);
        return AnsweringMachine.start(configuration, Cluster.connect(kind.url(engine), KEYS));
    }

    private List<String> messages() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("messages"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            List<String> texts = new java.util.ArrayList<>();
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    private void callAgain() {
        calls.add(telnyx.placeCall(
                Caller.builder().awaitBeep(LONG).speak(SPEECH).press("#").build()));
    }

    private void awaitCalls(int count) {
        Eventually.until(() -> calls.size() >= count);
    }

    /** Enough calls that some are running at each restart. */
    @Test
    void losesNoMessageWhileNodesAndTheEngineAreRestarted() throws Exception {
        restartUnder(20, Engine.NATS);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Tag("thorough")
    void losesNoneOfManyMessagesWithAnyEngine(Engine engineKind) throws Exception {
        restartUnder(50, engineKind);
    }

    private void restartUnder(int count, Engine engineKind) throws Exception {
        kind = engineKind;
        int portA = EngineProcess.freePort();
        int portB = EngineProcess.freePort();
        ScheduledExecutorService callers = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger left = new AtomicInteger(count);
        try (EngineProcess started = kind.start(folder);
                EngineProcess nginx = Proxy.start(folder, portA, portB);
                TelnyxSimulator simulator =
                        TelnyxSimulator.builder().apiKey(API_KEY).start()) {
            engine = started;
            proxy = nginx;
            telnyx = simulator;
            telnyx.webhookUrl(URI.create("http://127.0.0.1:" + proxy.port() + "/webhook"));
            AnsweringMachine a = node(portA);
            AnsweringMachine b = node(portB);
            callers.scheduleAtFixedRate(
                    () -> {
                        if (left.getAndDecrement() > 0) {
                            callAgain();
                        }
                    },
                    0,
                    BETWEEN_CALLS.toMillis(),
                    TimeUnit.MILLISECONDS);

            awaitCalls(count / 5);
            a.stop(LONG);
            a = node(portA);
            awaitCalls(count / 2);
            engine.kill();
            awaitCalls(count * 3 / 5);
            engine.startAgain();
            awaitCalls(count * 4 / 5);
            b.stop(LONG);
            b = node(portB);
            awaitCalls(count);

            for (SimulatedCall call : calls) {
                Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
            }
            a.stop(LONG);
            b.stop(LONG);
            List<String> messages = messages();
            for (SimulatedCall call : calls) {
                assertThat(messages)
                        .as(() -> call.events().toString())
                        .filteredOn(text -> text.contains(call.callControlId()))
                        .singleElement()
                        .asString()
                        .contains("\"ended_by\" : \"key\"");
            }
            assertThat(messages).hasSize(count);
        } finally {
            callers.shutdownNow();
        }
    }
}

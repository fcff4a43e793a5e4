package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator and an application that know each other's address. */
abstract class SimulatorCase {
    /** Longer than any machine needs, so that it is no limit. */
    static final Duration SOON = Duration.ofHours(1);

    private static final Duration LOOK = Duration.ofMillis(100);

    /** So that a slow machine makes no retries that a test did not ask for. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    final JumpingClock clock = new JumpingClock();
    FakeApplication app;
    TelnyxSimulator telnyx;

    SimulatorBuilder settings() {
        return TelnyxSimulator.builder()
                .speechCommand()
                .webhookDelivery(WebhookDelivery.inOrder().withRetries(PATIENT, List.of()));
    }

    @BeforeEach
    void start() throws Exception {
        app = new FakeApplication();
        telnyx = app.attach(settings().clock(clock));
    }

    @AfterEach
    void stop() {
        telnyx.close();
        app.close();
    }

    void answerWith(String parameters) {
        app.onHook = (application, hook) -> {
            if (hook.type().equals("call.initiated")) {
                application.command(hook.callControlId(), "answer", "{" + parameters + "}");
            }
        };
    }

    /** The application lets every caller hear a beep, which tells them that the stream is there. */
    void beepOnStart() {
        byte[] beep = Speech.encode(Speech.beep(300), MediaFormat.PCMU);
        app.onFrame = (socket, frame) -> {
            if (frame.path("event").asText().equals("start")) {
                socket.send(FakeApplication.media(beep));
            }
        };
    }

    static void awaitUntil(BooleanSupplier condition) {
        Eventually.until(condition::getAsBoolean);
    }

    /** Waits for the end of a call; gives its cause. */
    static Optional<String> end(SimulatedCall call) throws InterruptedException {
        Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
        return call.awaitEnd(LOOK);
    }

    void awaitHook(String type) {
        awaitUntil(() -> app.hookTypes().contains(type));
    }

    static Duration at(SimulatedCall call, Kind kind) {
        return call.events().stream()
                .filter(event -> event.kind() == kind)
                .findFirst()
                .orElseThrow()
                .sinceStart();
    }

    static long count(SimulatedCall call, Kind kind) {
        return call.events().stream().filter(event -> event.kind() == kind).count();
    }
}

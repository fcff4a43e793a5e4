package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator and an application that know each other's address. */
abstract class SimulatorCase {
    static final Duration SOON = Duration.ofSeconds(60);

    final JumpingClock clock = new JumpingClock();
    FakeApplication app;
    TelnyxSimulator telnyx;

    TelnyxSimulator.Builder settings() {
        return TelnyxSimulator.builder();
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

    static void awaitUntil(BooleanSupplier condition) {
        Awaitility.await().atMost(SOON).until(condition::getAsBoolean);
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

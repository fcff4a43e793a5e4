package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.Quirk;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As many calls as the machine was told to take: not one fewer, and not one more. */
class MaxCallsIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private static boolean isAnswered(SimulatedCall call) {
        return call.events().stream().anyMatch(event -> event.kind() == Kind.CALL_ANSWERED);
    }

    /** Under load there is always one whose socket is open and whose start is still to be read. */
    @Test
    void countsACallWhoseStreamIsOpenAndHasNotBegunOnce() throws Exception {
        LineFaults noStart = LineFaults.builder().with(Quirk.NO_START).build();
        try (House house = House.builder(folder).maxCalls(2).virtualTime().start()) {
            SimulatedCall begun =
                    house.telnyx.placeCall(Caller.builder().faults(noStart).build());
            house.until(() -> house.machine.streams().openSessions() == 1);
            assertThat(isAnswered(begun)).isTrue();

            SimulatedCall second = house.telnyx.placeCall(House.caller().build());
            house.until(() -> isAnswered(second));
            SimulatedCall third = house.play(House.caller().build());

            assertThat(isAnswered(third)).isFalse();
            assertThat(House.end(third)).contains("user_busy");
            for (SimulatedCall open : List.of(begun, second)) {
                open.hangUp();
                assertThat(House.end(open)).contains("normal_clearing");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void takesExactlySoManyOfThoseThatRingAtOnce(Mode mode) throws Exception {
        try (House house = House.builder(folder)
                .mode(mode)
                .maxCalls(20)
                .silence(LONG)
                .longest(LONG)
                .patient()
                .start()) {
            List<SimulatedCall> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(house.telnyx.placeCall(House.caller().ringing(LONG).build()));
            }
            for (SimulatedCall call : calls) {
                house.until(
                        () -> isAnswered(call) || call.awaitEnd(Duration.ZERO).isPresent());
            }

            assertThat(calls.stream().filter(MaxCallsIT::isAnswered)).hasSize(20);
            calls.forEach(SimulatedCall::hangUp);
        }
    }

    @Test
    void hasRoomAgainWhenACallIsOver() throws Exception {
        try (House house = House.builder(folder).maxCalls(1).virtualTime().start()) {
            for (int i = 0; i < 3; i++) {
                SimulatedCall call =
                        house.play(Caller.builder().pause(A_WHILE).hangUp().build());

                assertThat(isAnswered(call)).isTrue();
                house.until(() -> call.webhooks().stream()
                        .anyMatch(webhook -> webhook.eventType().equals("call.hangup")));
            }
        }
    }
}

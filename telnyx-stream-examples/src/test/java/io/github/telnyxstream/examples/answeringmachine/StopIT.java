package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The machine is stopped while somebody speaks. */
class StopIT {
    @TempDir
    Path folder;

    @Test
    void letsAMessageComeToItsEnd() throws Exception {
        try (House house = House.builder(folder).virtualTime().start()) {
            SimulatedCall call = house.telnyx.placeCall(
                    House.caller().speak(Speech.excerpt(0, 2000)).press("#").build());
            House.await(call, Kind.CALLER_SPEAKS);

            house.stop(House.PATIENCE);

            assertThat(house.messageOf(call).endedBy()).isEqualTo("key");
        }
    }

    @Test
    void closesAMessageThatDoesNotEndAndHangsUp() throws Exception {
        try (House house = House.builder(folder).virtualTime().start()) {
            SimulatedCall call =
                    house.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            House.await(call, Kind.CALLER_SPEAKS);
            house.until(() -> !Message.files(folder).isEmpty());

            house.stop(Duration.ofSeconds(3));

            Message message = house.messageOf(call);
            assertThat(message.endedBy()).isEqualTo("hangup");
            assertThat(Speech.indexOf(call.sent(), message.samples())).isNotNegative();
            assertThat(message.samples().length).isLessThan(Speech.CALLER.length);
            assertThat(House.end(call)).contains("normal_clearing");
        }
    }

    @Test
    void takesNoNewCalls() throws Exception {
        try (House house = House.builder(folder).virtualTime().start()) {
            SimulatedCall running =
                    house.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            House.await(running, Kind.CALLER_SPEAKS);
            Thread stopping = new Thread(() -> {
                try {
                    house.machine.stop(House.PATIENCE);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            stopping.start();
            Eventually.until(() -> !house.machine.isAccepting());

            SimulatedCall late = house.play(Caller.builder().build());

            assertThat(late.events()).noneMatch(event -> event.kind() == Kind.CALL_ANSWERED);
            running.hangUp();
            Eventually.until(() -> {
                house.pass(Duration.ofMillis(20));
                return !stopping.isAlive();
            });
            assertThat(house.messageOf(running).endedBy()).isEqualTo("hangup");
        }
    }

    /** In real time, as the client's own limits are. */
    @ParameterizedTest
    @MethodSource("lost")
    void hangsUpThoughTheApiDoesNotTakeItAtOnce(RestFault fault) throws Exception {
        try (House house = House.builder(folder)
                .clientView(
                        client -> client.timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(60)))
                .start()) {
            SimulatedCall call =
                    house.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            House.await(call, Kind.CALLER_SPEAKS);
            house.telnyx.failNext(fault);
            call.press("#");

            house.machine.stop(House.PATIENCE);

            assertIsHungUp(call);
        }
    }

    static Stream<RestFault> lost() {
        return Stream.of(RestFault.hang(), RestFault.drop());
    }

    @Test
    void hangsUpOnACallerWhoIsStillBeingGreetedByTelnyx() throws Exception {
        try (House house = House.builder(folder)
                .greeting(new Greeting.Spoken("Nobody is here. ".repeat(40)))
                .virtualTime()
                .start()) {
            SimulatedCall call = house.telnyx.placeCall(House.caller().build());
            House.await(call, Kind.CARRIER_PLAYS);

            house.stop(House.PATIENCE);

            assertIsHungUp(call);
        }
    }

    @Test
    void fetchesWhatTelnyxRecordedUntilThen() throws Exception {
        try (House house = House.builder(folder)
                .mode(Mode.CARRIER)
                .greeting(new Greeting.Spoken("Hello."))
                .virtualTime()
                .start()) {
            SimulatedCall call =
                    house.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            House.await(call, Kind.CALLER_SPEAKS);

            house.stop(House.PATIENCE);

            assertIsHungUp(call);
            assertThat(house.message(call)).isPresent();
        }
    }

    /** By command: the machine is gone, and a simulator that is closed hangs up too. */
    private static void assertIsHungUp(SimulatedCall call) throws InterruptedException {
        assertThat(call.requests()).extracting(ReceivedRequest::command).contains("hangup");
        assertThat(House.end(call)).contains("normal_clearing");
    }
}

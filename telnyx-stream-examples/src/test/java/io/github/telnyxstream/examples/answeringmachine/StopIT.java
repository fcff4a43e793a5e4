package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine is stopped while somebody speaks. */
class StopIT {
    @TempDir
    Path folder;

    @Test
    void letsAMessageComeToItsEnd() throws Exception {
        try (House house = House.builder(folder).start()) {
            SimulatedCall call = house.telnyx.placeCall(
                    House.caller().speak(Speech.excerpt(0, 2000)).press("#").build());
            assertThat(call.await(Kind.CALLER_SPEAKS, House.PATIENCE)).isTrue();

            house.machine.stop(House.PATIENCE);

            assertThat(house.messageOf(call).endedBy()).isEqualTo("key");
        }
    }

    @Test
    void closesAMessageThatDoesNotEndAndHangsUp() throws Exception {
        try (House house = House.builder(folder).start()) {
            SimulatedCall call =
                    house.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            assertThat(call.await(Kind.CALLER_SPEAKS, House.PATIENCE)).isTrue();
            Awaitility.await()
                    .atMost(House.PATIENCE)
                    .until(() -> !Message.files(folder).isEmpty());

            house.machine.stop(Duration.ofSeconds(3));

            Message message = house.messageOf(call);
            assertThat(message.endedBy()).isEqualTo("hangup");
            assertThat(Speech.indexOf(call.sent(), message.samples())).isNotNegative();
            assertThat(message.samples().length).isLessThan(Speech.CALLER.length);
            assertThat(call.awaitEnd(House.PATIENCE)).contains("normal_clearing");
        }
    }

    @Test
    void takesNoNewCalls() throws Exception {
        try (House house = House.builder(folder).start()) {
            SimulatedCall running =
                    house.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            assertThat(running.await(Kind.CALLER_SPEAKS, House.PATIENCE)).isTrue();
            Thread stopping = new Thread(() -> {
                try {
                    house.machine.stop(House.PATIENCE);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            stopping.start();
            Awaitility.await().atMost(House.PATIENCE).until(() -> !house.machine.isAccepting());

            SimulatedCall late = house.play(Caller.builder().build());

            assertThat(late.events()).noneMatch(event -> event.kind() == Kind.CALL_ANSWERED);
            running.hangUp();
            stopping.join();
            assertThat(house.messageOf(running).endedBy()).isEqualTo("hangup");
        }
    }
}

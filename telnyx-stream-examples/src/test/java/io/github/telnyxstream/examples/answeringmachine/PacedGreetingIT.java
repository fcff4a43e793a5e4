package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is said leaves at the speed at which it is heard, also when the machine has other things to do. */
@Isolated("measures how a loaded machine paces")
class PacedGreetingIT {
    @TempDir
    Path folder;

    @Test
    void leavesPacedWhileTheMachineIsBusy() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        List<Thread> load = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            load.add(work(busy));
        }
        Greeting greeting = new Greeting.Recorded(Speech.GREETING, new byte[0]);
        try (House house = House.builder(folder).greeting(greeting).start()) {
            List<SimulatedCall> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(house.telnyx.placeCall(
                        House.caller().speak(Speech.excerpt(0, 500)).press("#").build()));
            }
            for (SimulatedCall call : calls) {
                assertThat(call.awaitEnd(House.PATIENCE)).isPresent();
                assertPaced(call.playback().orElseThrow());
                short[] heard = call.heard();
                assertThat(Speech.indexOf(heard, Speech.travelled(Speech.GREETING, MediaFormat.PCMU)))
                        .as("the greeting is heard without a gap")
                        .isNotNegative();
            }
        } finally {
            busy.set(false);
            for (Thread worker : load) {
                worker.join();
            }
        }
    }

    private static void assertPaced(PlaybackReport report) {
        assertThat(report.maxAheadMillis()).isLessThanOrEqualTo(400);
        assertThat(report.smallestMessageMillis()).isGreaterThanOrEqualTo(20);
        assertThat(report.underruns()).isZero();
        assertThat(report.violations()).isEmpty();
        assertThat(report.errorsSent()).isZero();
    }

    private static Thread work(AtomicBoolean busy) {
        Thread worker = new Thread(() -> {
            double sum = 0;
            while (busy.get()) {
                sum += Math.sqrt(sum + 1);
            }
        });
        worker.start();
        return worker;
    }
}

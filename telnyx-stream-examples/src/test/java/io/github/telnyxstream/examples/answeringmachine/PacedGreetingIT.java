package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is said leaves at the speed at which it is heard, also when the machine has other things to do. */
@Isolated("measures how a loaded machine paces")
class PacedGreetingIT {
    private static final int CALLS = 5;
    private static final int MOST_AHEAD_MILLIS = 400;
    private static final int RUNS = 6;
    /** Audio passes through five threads on its way; each of them waiting as long uses up the lead. */
    private static final long STANDSTILL_MILLIS = 50;

    @TempDir
    Path folder;

    @Test
    void leavesPacedWhileTheMachineIsBusy() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        List<Thread> load = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            load.add(work(busy));
        }
        try {
            boolean isConclusive = false;
            for (int run = 0; run < RUNS && !isConclusive; run++) {
                isConclusive = playPaced(folder.resolve("run" + run));
            }
            assertThat(isConclusive)
                    .as("the machine did not stand still in one of %d runs", RUNS)
                    .isTrue();
        } finally {
            busy.set(false);
            for (Thread worker : load) {
                worker.join();
            }
        }
    }

    /** Whether it tells anything: a gap that came while no thread was run at all is not the pacing's. */
    private static boolean playPaced(Path messages) throws Exception {
        Greeting greeting = new Greeting.Recorded(Speech.GREETING, new byte[0]);
        Standstill standstill = new Standstill();
        try (House house = House.builder(messages).greeting(greeting).start()) {
            List<SimulatedCall> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(house.telnyx.placeCall(
                        House.caller().speak(Speech.excerpt(0, 500)).press("#").build()));
            }
            for (SimulatedCall call : calls) {
                assertThat(House.end(call)).isPresent();
            }
            boolean stoodStill = standstill.longestMillis() > STANDSTILL_MILLIS;
            for (SimulatedCall call : calls) {
                PlaybackReport report = call.playback().orElseThrow();
                assertWellFormed(report);
                if (stoodStill && !isPaced(report)) {
                    return false;
                }
                assertThat(isPaced(report)).as("%s", report).isTrue();
                assertThat(Speech.indexOf(call.heard(), Speech.travelled(Speech.GREETING, MediaFormat.PCMU)))
                        .as("the greeting is heard without a gap")
                        .isNotNegative();
            }
            return true;
        } finally {
            standstill.stop();
        }
    }

    private static boolean isPaced(PlaybackReport report) {
        return report.maxAheadMillis() <= MOST_AHEAD_MILLIS && report.underruns() == 0;
    }

    private static void assertWellFormed(PlaybackReport report) {
        assertThat(report.smallestMessageMillis()).isGreaterThanOrEqualTo(20);
        assertThat(report.violations()).isEmpty();
        assertThat(report.errorsSent()).isZero();
    }

    /** Measures for how long a thread that wants to run every few milliseconds was not run. */
    private static final class Standstill {
        private final AtomicLong longestNanos = new AtomicLong();
        private final AtomicBoolean watching = new AtomicBoolean(true);
        private final Thread watcher = new Thread(this::watch, "standstill");

        Standstill() {
            watcher.start();
        }

        private void watch() {
            long before = System.nanoTime();
            while (watching.get()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                long now = System.nanoTime();
                longestNanos.accumulateAndGet(now - before, Math::max);
                before = now;
            }
        }

        long longestMillis() {
            return TimeUnit.NANOSECONDS.toMillis(longestNanos.get());
        }

        void stop() throws InterruptedException {
            watching.set(false);
            watcher.join();
        }
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

package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program gets its SIGTERM at every moment of a call: it exits with zero, and leaves nobody in silence. */
class SignalIT {
    /** They mostly wait in real time, but each is a JVM that starts. */
    private static final Semaphore FEW = new Semaphore(3);

    @TempDir
    private Path folder;

    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void begin() throws InterruptedException {
        FEW.acquire();
    }

    @AfterEach
    void end() {
        FEW.release();
    }

    /** The moments, each with what has to be waited for. */
    private enum Phase {
        RINGING {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) {
                House.await(call, Kind.WEBHOOK_SENT);
            }
        },
        ANSWERED {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) {
                House.await(call, Kind.CALL_ANSWERED);
            }
        },
        STREAM_ON_ITS_WAY {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) {
                assertThat(program.front.nextHead()).isNotEmpty();
            }
        },
        BETWEEN_UPGRADE_AND_START {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) throws IOException {
                // stays open: the process that ends closes it
                new Intruder(program.port, over).enter(program.front.nextHead());
            }
        },
        GREETING {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) {
                House.await(call, Kind.CALLER_HEARS);
            }
        },
        SPEAKING {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) {
                House.await(call, Kind.CALLER_SPEAKS);
            }
        },
        THANKING {
            @Override
            void await(RunningProgram program, SimulatedCall call, CountDownLatch over) {
                House.await(call, Kind.CALLER_SPEAKS);
                call.press("#");
                House.await(call, Kind.DIGIT);
            }
        };

        abstract void await(RunningProgram program, SimulatedCall call, CountDownLatch over) throws IOException;
    }

    /** Two of the moments; each takes a JVM. */
    @ParameterizedTest
    @EnumSource(names = {"BETWEEN_UPGRADE_AND_START", "SPEAKING"})
    void leavesNobodyInSilenceWhenItIsToldToStop(Phase phase) throws Exception {
        stop(phase);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BETWEEN_UPGRADE_AND_START", "SPEAKING"},
            mode = EnumSource.Mode.EXCLUDE)
    @Tag("thorough")
    void leavesNobodyInSilenceInAnyOtherPhase(Phase phase) throws Exception {
        stop(phase);
    }

    private void stop(Phase phase) throws Exception {
        // long enough to be cut where that is the moment, and no longer than it takes elsewhere
        short[] greeting = phase == Phase.GREETING ? Speech.GREETING : Speech.excerpt(0, 600);
        try (RunningProgram program = new RunningProgram(folder, greeting)) {
            program.front.keep(phase == Phase.STREAM_ON_ITS_WAY || phase == Phase.BETWEEN_UPGRADE_AND_START);
            SimulatedCall call = program.telnyx.placeCall(
                    House.caller().speak(Speech.excerpt(0, 1000)).build());
            phase.await(program, call, over);

            program.process.destroy();

            assertThat(Eventually.exitOf(program.process)).as(program.output()).isZero();
            boolean isAnswered = call.events().stream().anyMatch(event -> event.kind() == Kind.CALL_ANSWERED);
            if (!isAnswered) {
                // it would ring for a while
                call.hangUp();
            }
            assertThat(House.end(call)).isPresent();
            if (isAnswered) {
                assertThat(call.requests()).extracting(ReceivedRequest::command).contains("hangup");
            }
            assertThat(program.output()).doesNotContain("Exception in thread");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SLOW_HEADS")
    void stopsThoughStrangersHoldIt(Assault assault) throws Exception {
        stopBeside(assault);
    }

    @ParameterizedTest
    @EnumSource(names = "SLOW_BODIES_200")
    @Tag("thorough")
    void stopsThoughTwoHundredSlowBodiesHoldIt(Assault assault) throws Exception {
        stopBeside(assault);
    }

    private void stopBeside(Assault assault) throws Exception {
        try (RunningProgram program = new RunningProgram(folder, Speech.excerpt(0, 600))) {
            CountDownLatch begun = new CountDownLatch((int) assault.numbers().count());
            assault.numbers().forEach(number -> {
                Thread stranger = new Thread(
                        () -> {
                            try (Intruder intruder = new Intruder(program.port, over)) {
                                begun.countDown();
                                assault.goOn(intruder, number);
                            } catch (IOException cutOff) {
                                // as it should be
                                begun.countDown();
                            }
                        },
                        "stranger-" + number);
                stranger.setDaemon(true);
                stranger.start();
            });
            Eventually.await(begun);
            SimulatedCall call = program.telnyx.placeCall(
                    House.caller().speak(Speech.excerpt(0, 1000)).press("#").build());
            House.await(call, Kind.CALLER_SPEAKS);

            program.process.destroy();

            assertThat(Eventually.exitOf(program.process)).isZero();
            over.countDown();
            assertThat(House.end(call)).contains("normal_clearing");
            assertThat(program.messageOf(call).endedBy()).isEqualTo("key");
        }
    }
}

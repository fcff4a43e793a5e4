package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.fault.LineFaults.Ending;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that says things it should not; the call goes on and the message is whole. */
class FaultyLineIT {
    private static final short[] SPEECH = Speech.excerpt(0, 2500);

    @TempDir
    static Path folder;

    static House house;

    @BeforeAll
    static void open() throws IOException {
        house = House.builder(folder).virtualTime().start();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    static Stream<Named<LineFaults>> faults() {
        return Stream.of(
                Named.of("malformed JSON", seeded().malformedJsonOneIn(10).build()),
                Named.of(
                        "payload that is not base64",
                        seeded().badBase64OneIn(10).build()),
                Named.of("unknown events", seeded().unknownEventOneIn(10).build()),
                Named.of("media of another call", seeded().foreignMediaOneIn(10).build()),
                Named.of("media before start", seeded().mediaBeforeStart(10).build()),
                Named.of("a second start", seeded().secondStartAfter(100).build()),
                Named.of("media after stop", seeded().mediaAfterStop(5).build()),
                Named.of(
                        "all of it at once",
                        seeded().malformedJsonOneIn(15)
                                .badBase64OneIn(15)
                                .unknownEventOneIn(15)
                                .foreignMediaOneIn(15)
                                .mediaBeforeStart(3)
                                .secondStartAfter(80)
                                .reorderWithin(3)
                                .duplicateOneIn(9)
                                .build()));
    }

    static Stream<Named<LineFaults>> endings() {
        return Stream.of(
                Named.of(
                        "a close without stop",
                        seeded().ending(Ending.CLOSE_WITHOUT_STOP).build()),
                Named.of("a broken connection", seeded().ending(Ending.BREAK).build()));
    }

    private static LineFaults.Builder seeded() {
        return LineFaults.builder().seed(11);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void savesTheWholeMessageInSpiteOf(LineFaults faults) throws Exception {
        SimulatedCall call = house.play(
                House.caller().faults(faults).speak(SPEECH).press("#").build());

        Message message = house.messageOf(call);
        MessageIT.assertSpeechIsWhole(message, call, SPEECH, MediaFormat.PCMU);
        assertThat(message.endedBy()).isEqualTo("key");
    }

    @ParameterizedTest
    @MethodSource("endings")
    void savesWhatWasSaidBefore(LineFaults faults) throws Exception {
        SimulatedCall call =
                house.play(House.caller().faults(faults).speak(SPEECH).hangUp().build());

        Message message = house.messageOf(call);
        assertThat(message.endedBy()).isEqualTo("hangup");
        assertThat(Speech.indexOf(call.sent(), message.samples())).isNotNegative();
        assertThat(message.samples().length).isGreaterThan(SPEECH.length / 2);
    }
}

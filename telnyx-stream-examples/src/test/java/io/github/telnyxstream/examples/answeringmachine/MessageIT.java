package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.fault.LineFaults;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers say, and what of it lies in the folder afterwards. */
class MessageIT {
    private static final int FRAME = 160;

    @TempDir
    static Path folder;

    static House house;

    @BeforeAll
    static void open() throws IOException {
        house = House.builder(folder)
                .longest(Duration.ofSeconds(8))
                .silence(Duration.ofSeconds(2))
                .virtualTime()
                .start();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMU", "PCMA"})
    void savesEverySampleOfTheCaller(Encoding law) throws Exception {
        SimulatedCall call = house.play(
                House.caller().codec(law).speak(Speech.CALLER).press("#").build());

        Message message = house.messageOf(call);
        assertSpeechIsWhole(message, call, Speech.CALLER, MediaFormat.of(law, 8000));
        assertThat(message.endedBy()).isEqualTo("key");
        assertThat(message.facts().path("frames").path("lost").asInt()).isZero();
        assertThat(message.facts().path("frames").path("reordered").asInt()).isZero();
        assertThat(message.facts().path("frames").path("duplicated").asInt()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMU", "PCMA"})
    void savesEverySampleWhenFramesAreSwappedAndDoubled(Encoding law) throws Exception {
        LineFaults faults =
                LineFaults.builder().seed(7).reorderWithin(3).duplicateOneIn(6).build();

        SimulatedCall call = house.play(House.caller()
                .codec(law)
                .faults(faults)
                .speak(Speech.CALLER)
                .press("#")
                .build());

        Message message = house.messageOf(call);
        assertSpeechIsWhole(message, call, Speech.CALLER, MediaFormat.of(law, 8000));
        assertThat(message.facts().path("frames").path("reordered").asInt()).isPositive();
        assertThat(message.facts().path("frames").path("duplicated").asInt()).isPositive();
        assertThat(message.facts().path("frames").path("lost").asInt()).isZero();
    }

    /** G.722 has a decoder of its own here, Opus and AMR-WB come with their modules. */
    @ParameterizedTest
    @EnumSource(names = {"G722", "OPUS", "AMR_WB"})
    void savesWhatIsSaidOnALineThatSpeaksAnotherCodec(Encoding codec) throws Exception {
        assumeIsThere(codec);
        SimulatedCall call = house.play(
                House.caller().codec(codec).speak(Speech.CALLER).press("#").build());

        Message message = house.messageOf(call);
        assertThat(message.endedBy()).isEqualTo("key");
        Sound words = Sound.of(Arrays.copyOfRange(Speech.CALLER, 4000, 12_000));
        assertThat(Sound.of(message.samples()).similarityTo(words)).isGreaterThan(0.8);
        assertThat(Sound.of(call.sent()).similarityTo(words)).isGreaterThan(0.8);
    }

    private static void assumeIsThere(Encoding codec) {
        try {
            AudioCodec.of(MediaFormat.of(codec, codec == Encoding.OPUS ? 48_000 : 16_000));
        } catch (CodecException missing) {
            Assumptions.abort(codec + " is not tested here: " + missing.getMessage());
        }
    }

    @Test
    void keepsTimeWhenFramesAreLost() throws Exception {
        LineFaults faults = LineFaults.builder().seed(3).dropOneIn(10).build();

        SimulatedCall call = house.play(
                House.caller().faults(faults).speak(Speech.CALLER).press("#").build());

        Message message = house.messageOf(call);
        assertThat(message.facts().path("frames").path("lost").asInt()).isPositive();
        int begin = Speech.indexOf(call.sent(), Arrays.copyOf(message.samples(), FRAME));
        assertThat(begin).isNotNegative();
        for (int at = 0; at < message.samples().length; at += FRAME) {
            short[] saved = Arrays.copyOfRange(message.samples(), at, at + FRAME);
            short[] sent = Arrays.copyOfRange(call.sent(), begin + at, begin + at + FRAME);
            assertThat(saved).as("frame at %d: as sent, or silence", at).isIn(sent, new short[FRAME]);
        }
    }

    @Test
    void describesTheMessage() throws Exception {
        SimulatedCall call = house.play(House.caller()
                .from("+15550100177")
                .to("+15550100288")
                .speak(Speech.excerpt(0, 1000))
                .press("#")
                .build());

        Message message = house.messageOf(call);
        assertThat(message.facts().path("from").asText()).isEqualTo("+15550100177");
        assertThat(message.facts().path("to").asText()).isEqualTo("+15550100288");
        assertThat(java.time.Instant.parse(message.facts().path("started_at").asText()))
                .isBefore(java.time.Instant.now());
        assertThat(message.facts().path("duration_ms").asInt()).isEqualTo(message.samples().length / 8);
        assertThat(message.facts().path("frames").path("received").asInt()).isPositive();
    }

    @Test
    void endsWithSilenceAboveComfortNoise() throws Exception {
        SimulatedCall call = house.play(
                House.caller().comfortNoise(-35).speak(Speech.excerpt(0, 3000)).build());

        Message message = house.messageOf(call);
        assertThat(message.endedBy()).isEqualTo("silence");
        assertThat(message.samples().length).isBetween(4 * 8000, 6 * 8000);
    }

    @Test
    void endsAtTheLongestMessage() throws Exception {
        SimulatedCall call = house.play(House.caller()
                .speak(Speech.CALLER)
                .speak(Speech.CALLER)
                .speak(Speech.CALLER)
                .build());

        Message message = house.messageOf(call);
        assertThat(message.endedBy()).isEqualTo("limit");
        assertThat(message.samples()).hasSize(8 * 8000);
    }

    @Test
    void savesWhatWasSaidBeforeTheCallerHangsUp() throws Exception {
        SimulatedCall call = house.play(
                House.caller().speak(Speech.excerpt(0, 1500)).hangUp().build());

        Message message = house.messageOf(call);
        assertThat(message.endedBy()).isEqualTo("hangup");
        assertSpeechIsWhole(message, call, Speech.excerpt(0, 1500), MediaFormat.PCMU);
    }

    @Test
    void leavesNoFileWhenTheCallerHangsUpDuringTheGreeting(@TempDir Path own) throws Exception {
        try (House quiet = House.builder(own)
                .greeting(new Greeting.Recorded(Speech.GREETING, new byte[0]))
                .virtualTime()
                .start()) {
            SimulatedCall call = quiet.telnyx.placeCall(House.caller().build());
            House.await(call, Kind.CALLER_HEARS);
            call.hangUp();
            assertThat(House.end(call)).isPresent();

            quiet.machine.stop(Duration.ofSeconds(10));
            assertThat(Message.files(own)).isEmpty();
        }
    }

    @Test
    void thanksTheCallerToTheEndAndThenHangsUp() throws Exception {
        SimulatedCall call = house.play(
                House.caller().speak(Speech.excerpt(0, 800)).press("#").build());

        short[] said = Speech.joined(Speech.excerpt(0, 600), Speech.THANKS);
        assertThat(Speech.isHeardInOrder(call.heard(), Speech.travelled(said, MediaFormat.PCMU)))
                .as("greeting and thanks are heard from beginning to end")
                .isTrue();
        assertThat(call.requests().get(call.requests().size() - 1).command()).isEqualTo("hangup");
    }

    @Test
    void neverShowsAMessageThatIsNotComplete(@TempDir Path own) throws Exception {
        try (House quiet = House.builder(own).virtualTime().start()) {
            SimulatedCall call =
                    quiet.telnyx.placeCall(House.caller().speak(Speech.CALLER).build());
            House.await(call, Kind.CALLER_SPEAKS);
            quiet.until(() -> !Message.files(own).isEmpty());

            assertThat(Message.files(own))
                    .allSatisfy(
                            file -> assertThat(file.getFileName().toString()).startsWith("."));
            call.hangUp();
            quiet.messageOf(call);
            assertThat(Message.files(own)).hasSize(2).allSatisfy(file -> {
                assertThat(file.getFileName().toString()).doesNotStartWith(".");
                assertThat(Files.size(file)).isPositive();
            });
        }
    }

    static void assertSpeechIsWhole(Message message, SimulatedCall call, short[] speech, MediaFormat law) {
        assertThat(Speech.indexOf(call.sent(), message.samples()))
                .as("the message is an unbroken part of what went into the stream")
                .isNotNegative();
        assertThat(Speech.indexOf(message.samples(), Speech.travelled(speech, law)))
                .as("all that was said is in the message")
                .isNotNegative();
    }
}

package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.agent.BargeInPolicy.Decision;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it without a network: a voice asks, an ear hears, a voice answers; and another ear checks what was recorded. */
class ConversationTest {
    private static final String HOURS = "We are open from Monday to Friday, from nine in the morning until six in the"
            + " evening. On Saturday we close at two";
    private static final String OPEN = "we are open from monday to friday";
    private static final String CLOSED = "on sunday we are closed all day";
    private static final String ASKED =
            "please enter your telephone number with the keys and press the pound key at the end";
    private static final String STILL_THERE = "are you still there";
    private static final String GOODBYE = "thank you for calling miller's bakery goodbye";

    /** Everything that the agent might be heard to say. */
    private static final String AGENT = "#JSGF V1.0; grammar phrases; public <said> = ("
            + String.join(
                    " | ",
                    "miller's bakery good morning",
                    "you can ask for our opening hours leave a message or speak to a person",
                    OPEN,
                    "from nine in the morning until six in the evening",
                    "on saturday we close at two in the afternoon",
                    CLOSED,
                    "can i do anything else for you",
                    ASKED,
                    "thank you we will call you back",
                    STILL_THERE,
                    GOODBYE)
            + ")+;";

    @TempDir
    Path folder;

    private final List<Entry> told = new CopyOnWriteArrayList<>();

    @Test
    @Tag("thorough")
    void isHeldOfflineWithAnInterruptionKeysAndASilence() throws Exception {
        hold(Voices.mary());
    }

    @Test
    void isHeldByTheLightVoiceToo() throws Exception {
        hold(Voices.freeTts(Runnable::run));
    }

    private void hold(Voices voices) throws Exception {
        ManualClock clock = new ManualClock();
        CallFiles files = new CallFiles(folder, "call", told::add);
        List<Duration> bargeIns;
        try (Rehearsal rehearsal = new Rehearsal(voices);
                TelnyxSimulator telnyx = TelnyxSimulator.builder()
                        .apiKey(Rehearsal.KEY)
                        .clock(clock)
                        .start()) {
            SimulatedCall call = rehearsal.hold(telnyx, clock, files, begun -> {});
            bargeIns = call.bargeIns();
        }

        assertThat(files.entries()).isEqualTo(told);
        assertThat(Files.readAllLines(files.transcript()))
                .satisfiesExactly(
                        greeting -> assertThat(greeting).isEqualTo("agent: " + FrontDesk.GREETING),
                        hours -> assertThat(hours).isEqualTo("caller: what are your opening hours"),
                        cut -> {
                            assertThat(cut)
                                    .startsWith("agent: We are open from Monday to Friday")
                                    .endsWith(" [interrupted]");
                            assertThat("agent: " + HOURS).startsWith(cut.replace(" [interrupted]", ""));
                        },
                        message -> assertThat(message).isEqualTo("caller: i want to leave a message"),
                        number -> assertThat(number).startsWith("agent: Please enter your telephone number"),
                        keys -> assertThat(keys).isEqualTo("keys: 5550123#"),
                        thanks -> assertThat(thanks).startsWith("agent: Thank you, we will call you back."),
                        bye -> assertThat(bye).isEqualTo("caller: no thank you goodbye"),
                        goodbye -> assertThat(goodbye)
                                .isEqualTo("agent: Thank you for calling Miller's bakery. Goodbye."));
        assertThat(files.sounds()).containsExactly(Decision.INTERRUPT);
        assertThat(bargeIns)
                .singleElement()
                .satisfies(silent -> assertThat(silent).isLessThanOrEqualTo(Duration.ofMillis(200)));
        JsonNode table = new ObjectMapper().readTree(files.table().toFile());
        assertThat(table).hasSize(4);
        assertThat(table.get(0).get("interrupted").booleanValue()).isTrue();
        assertThat(table.get(1).get("heardMillis").intValue()).isBetween(400, 1600);
        assertIsHeardInTheRecording(files.wav());
    }

    /** By another ear, which knows all that the agent could have said: what came after the interruption, and what did not. */
    static void assertIsHeardInTheRecording(Path wav) throws Exception {
        try (SphinxRecognizer sphinx = SphinxRecognizer.jsgf(AGENT).build()) {
            List<String> heard = new Ear(sphinx).listen(channel(wav, 1));

            assertThat(heard).as("one text a stretch: %s", heard).hasSize(6);
            assertThat(heard.get(1)).startsWith(OPEN).doesNotContain(CLOSED);
            assertThat(heard.get(2)).isEqualTo(ASKED);
            assertThat(heard.get(4)).isEqualTo(STILL_THERE);
            assertThat(heard.get(5)).isEqualTo(GOODBYE);
        }
        try (SphinxRecognizer sphinx =
                SphinxRecognizer.phrases(FrontDesk.phrases()).build()) {
            assertThat(new Ear(sphinx).listen(channel(wav, 0)))
                    .containsExactly(
                            "what are your opening hours", "i want to leave a message", "no thank you goodbye");
        }
    }

    private static short[] channel(Path wav, int channel) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            assertThat(reader.channels()).isEqualTo(2);
            short[] both = new short[(int) reader.lengthFrames() * 2];
            int read = 0;
            for (int count = 0; count >= 0 && read < both.length; read += Math.max(0, count)) {
                count = reader.read(both, read, both.length - read);
            }
            short[] one = new short[both.length / 2];
            for (int i = 0; i < one.length; i++) {
                one[i] = both[2 * i + channel];
            }
            return one;
        }
    }
}

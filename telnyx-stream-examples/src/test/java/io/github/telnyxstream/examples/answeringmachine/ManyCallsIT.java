package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Calls at once share nothing but the server. */
@Isolated("two hundred calls are enough for one machine")
class ManyCallsIT {
    private static final int WORDS_MILLIS = 1000;

    @TempDir
    Path folder;

    @Test
    void takesManyMessagesAtOnceAndMixesNone() throws Exception {
        takeMessages(40);
    }

    @Test
    @Tag("thorough")
    void takesTwoHundredMessagesAtOnceAndMixesNone() throws Exception {
        takeMessages(200);
    }

    private void takeMessages(int count) throws Exception {
        Greeting hello = new Greeting.Recorded(Speech.excerpt(0, 300), new byte[0]);
        try (House house = House.builder(folder).greeting(hello).patient().start()) {
            List<SimulatedCall> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(house.telnyx.placeCall(caller(i)));
            }
            for (SimulatedCall call : calls) {
                assertThat(House.end(call)).isPresent();
            }
            for (int i = 0; i < count; i++) {
                Message message = house.messageOf(calls.get(i));
                assertThat(message.facts().path("from").asText()).isEqualTo(number(i));
                MessageIT.assertSpeechIsWhole(message, calls.get(i), words(i), MediaFormat.of(law(i), 8000));
            }
            assertThat(Message.files(folder)).hasSize(2 * count);
        }
    }

    private static Caller caller(int i) {
        return House.caller()
                .ringing(House.PATIENCE)
                .from(number(i))
                .codec(law(i))
                .speak(words(i))
                .pause(Duration.ofMillis(100))
                .press("#")
                .build();
    }

    private static String number(int i) {
        return "+15550110" + (100 + i);
    }

    private static Encoding law(int i) {
        return i % 2 == 0 ? Encoding.PCMU : Encoding.PCMA;
    }

    /** Everybody says something else. */
    private static short[] words(int i) {
        return Speech.excerpt(500 + i * 17, WORDS_MILLIS);
    }
}

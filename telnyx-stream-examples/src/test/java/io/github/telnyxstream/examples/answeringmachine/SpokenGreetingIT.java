package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A greeting that is a text: Telnyx speaks it, then the stream takes over. */
class SpokenGreetingIT {
    @TempDir
    Path folder;

    @Test
    void letsTelnyxSpeakAndThenRecordsOverTheStream() throws Exception {
        try (House house = House.builder(folder)
                .greeting(new Greeting.Spoken("Nobody is here."))
                .virtualTime()
                .start()) {
            SimulatedCall call = house.play(
                    House.caller().speak(Speech.excerpt(0, 900)).press("#").build());

            assertThat(house.messageOf(call).endedBy()).isEqualTo("key");
            assertThat(call.requests().stream().map(ReceivedRequest::command))
                    .containsExactly("answer", "speak", "streaming_start", "hangup");
        }
    }
}

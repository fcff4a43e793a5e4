package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyCallsIT extends SimulatorCase {
    private static final int CALLS = 200;

    @Test
    void carriesTwoHundredCallsAtOnceWithoutLosingAFrame() throws Exception {
        answerWith(app.streamParameters());
        beepOnStart();
        Caller caller = Caller.builder()
                .awaitBeep(Duration.ofHours(1))
                .speak(Speech.babble(2000, 1))
                .hangUp()
                .build();

        List<SimulatedCall> calls = IntStream.range(0, CALLS)
                .mapToObj(i -> telnyx.placeCall(caller))
                .toList();

        long sentFrames = 0;
        for (SimulatedCall call : calls) {
            assertThat(end(call)).contains("normal_clearing");
            sentFrames += call.sent().length / 160;
        }
        awaitUntil(() -> app.frames("stop").size() == CALLS);
        assertThat(app.frames("media")).hasSize(Math.toIntExact(sentFrames));
        assertThat(sentFrames).isGreaterThanOrEqualTo(CALLS * 100L);
    }
}

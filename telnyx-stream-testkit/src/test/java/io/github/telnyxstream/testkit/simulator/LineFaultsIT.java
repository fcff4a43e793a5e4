package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.LineFaults;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFaultsIT extends SimulatorCase {

    private SimulatedCall callWith(LineFaults faults) throws Exception {
        answerWith(app.streamParameters());
        SimulatedCall call = telnyx.placeCall(Caller.builder().faults(faults).build());
        awaitUntil(() -> app.frames("media").size() > 70);
        call.hangUp();
        assertThat(end(call)).isPresent();
        Eventually.await(app.closed);
        return call;
    }

    private List<Long> chunks() {
        return app.frames("media").stream()
                .map(frame -> frame.at("/media/chunk").asLong())
                .toList();
    }

    @Test
    void swapsFramesNoFurtherThanAsked() throws Exception {
        SimulatedCall call =
                callWith(LineFaults.builder().reorderWithin(3).seed(4).build());

        List<Long> chunks = chunks();
        assertThat(chunks).doesNotHaveDuplicates().isNotEmpty();
        assertThat(chunks).isNotEqualTo(chunks.stream().sorted().toList());
        assertThat(chunks).hasSize(call.sent().length / 160);
        long highest = 0;
        for (long chunk : chunks) {
            assertThat(chunk).isGreaterThanOrEqualTo(highest - 3);
            highest = Math.max(highest, chunk);
        }
    }

    @Test
    void doublesAndLosesFrames() throws Exception {
        SimulatedCall call =
                callWith(LineFaults.builder().duplicateOneIn(5).dropOneIn(7).build());

        List<Long> chunks = chunks();
        long distinct = chunks.stream().distinct().count();
        assertThat(chunks.size()).isGreaterThan((int) distinct);
        assertThat(distinct).isLessThan(call.sent().length / 160);
    }

    @Test
    void putsInEveryKindOfRubbish() throws Exception {
        callWith(LineFaults.builder()
                .malformedJsonOneIn(10)
                .badBase64OneIn(10)
                .unknownEventOneIn(10)
                .foreignMediaOneIn(10)
                .secondStartAfter(20)
                .mediaBeforeStart(2)
                .mediaAfterStop(3)
                .build());

        assertThat(app.unreadable).isNotEmpty();
        assertThat(app.frames("weather")).isNotEmpty();
        assertThat(app.frames("start")).hasSize(2);
        assertThat(app.frames.get(1).path("event").asText()).isEqualTo("media");
        assertThat(app.frames.get(app.frames.size() - 4).path("event").asText()).isEqualTo("stop");
        assertThat(app.frames("media"))
                .anyMatch(frame -> frame.at("/media/payload").asText().contains("no base64"));
        assertThat(app.frames("media").stream()
                        .map((JsonNode frame) -> frame.path("stream_id").asText())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void closesWithoutStop() throws Exception {
        callWith(LineFaults.builder()
                .ending(LineFaults.Ending.CLOSE_WITHOUT_STOP)
                .build());

        assertThat(app.frames("stop")).isEmpty();
    }

    @Test
    void justBreaks() throws Exception {
        callWith(LineFaults.builder().ending(LineFaults.Ending.BREAK).build());

        assertThat(app.frames("stop")).isEmpty();
    }
}

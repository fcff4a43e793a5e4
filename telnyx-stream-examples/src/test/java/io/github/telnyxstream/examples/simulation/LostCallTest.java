package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.report.RunFigures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostCallTest {
    private static SimulatorEvent event(Kind kind, String text) {
        return new SimulatorEvent(Instant.EPOCH, Duration.ZERO, "v3:x", kind, text);
    }

    @Test
    void tellsWhatBecameOfACallSinceItsStreamWasOpen() {
        List<SimulatorEvent> events = List.of(
                event(Kind.CALL_ANSWERED, ""),
                event(Kind.STREAM_STARTED, ""),
                event(Kind.STREAM_BROKEN, "will be opened again"),
                event(Kind.STREAM_RECONNECTED, ""),
                event(Kind.STREAM_STOPPED, "closed by the application with 1000"),
                event(Kind.UNDERRUN, ""),
                event(Kind.CALL_ENDED, "normal_clearing by callee"));

        assertThat(LostCall.why(events))
                .isEqualTo(
                        "the stream is over: closed by the application with 1000, the call is over: normal_clearing by callee");
    }

    @Test
    void tellsOfACallThatNeverHadAStream() {
        assertThat(LostCall.why(List.of(event(Kind.CALL_ANSWERED, "")))).isEqualTo("no stream came");
        assertThat(LostCall.why(List.of(event(Kind.STREAM_FAILED, "status 503"))))
                .isEqualTo("the stream could not be opened: status 503");
    }

    @Test
    void isCountedInWordsAndFigures() throws Exception {
        LoadResult result = new LoadResult(
                RunFigures.of(List.of()),
                Map.of("the \"stream\" broke", 2),
                new LoadResult.Overload(0, 0, 0),
                new ProcessUse(false, 0, 0),
                new ProcessUse(false, 0, 0),
                "");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        result.print(new PrintStream(told, true, StandardCharsets.UTF_8));
        JsonNode figures = new ObjectMapper().readTree(result.json());

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("2 of them were lost", "  lost 2: the \"stream\" broke");
        assertThat(figures.path("lost_calls").asInt()).isEqualTo(2);
        assertThat(figures.path("lost_reasons").path("the \"stream\" broke").asInt())
                .isEqualTo(2);
        assertThat(result.isGood()).isFalse();
    }
}

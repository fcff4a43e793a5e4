package io.github.telnyxstream.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@TelnyxTest(virtualTime = true)
class RunReportTest {
    @TempDir
    private Path folder;

    private static SimulatedCall unanswered(TelnyxSimulator telnyx) throws InterruptedException {
        SimulatedCall call =
                telnyx.placeCall(Caller.builder().ringing(Duration.ofSeconds(3)).build());
        call.awaitEnd(Duration.ofMinutes(1));
        return call;
    }

    @Test
    void isOnePageThatLoadsNothingAndTellsNoNumbers(TelnyxSimulator telnyx) throws Exception {
        Path page = RunReport.of(List.of(unanswered(telnyx))).write(folder);
        String html = Files.readString(page);

        assertThat(html)
                .contains("<svg", "Never answered", "originator_cancel", "********01")
                .doesNotContain("+1555")
                .doesNotContainPattern("(src|href)=\"(?!data:)");
    }

    @Test
    void hasFiguresForManyCalls(TelnyxSimulator telnyx) throws Exception {
        List<SimulatedCall> calls = List.of(unanswered(telnyx), unanswered(telnyx));
        assertThat(RunReport.of(calls).html()).contains("All of them", "0 of 2 were answered");
        assertThat(RunFigures.of(calls).json())
                .startsWith("{\"calls\":2,\"answered\":0,")
                .contains("\"webhook_millis\":{");
    }

    @Test
    void ranksFigures() {
        Percentiles hundred = Percentiles.of(
                DoubleStream.iterate(100, value -> value - 1).limit(100).boxed().toList());
        assertThat(hundred).isEqualTo(new Percentiles(100, 50, 95, 99, 100));
        assertThat(Percentiles.of(List.of()).p95()).isCloseTo(0, within(0.0));
        assertThat(Percentiles.of(List.of(7.0)).p50()).isEqualTo(7);
    }
}

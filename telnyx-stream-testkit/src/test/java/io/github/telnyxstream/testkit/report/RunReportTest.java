package io.github.telnyxstream.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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

    @Test
    void isDrawnByARealBrowser(TelnyxSimulator telnyx) throws Exception {
        Optional<String> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(RunReportTest::works)
                .findFirst();
        Assumptions.assumeTrue(browser.isPresent(), "no Chromium here: the report was not looked at in a browser");
        Path page = RunReport.of(List.of(unanswered(telnyx))).write(folder);
        Path shot = folder.resolve("report.png");
        Path log = folder.resolve("browser.log");
        Process process = new ProcessBuilder(
                        browser.get(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--screenshot=" + shot,
                        "--window-size=1100,800",
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();

        assertThat(exit).as(Files.readString(log)).isZero();
        assertThat(colours(shot)).as("the page is not blank").isGreaterThan(20);
    }

    private static boolean works(String browser) {
        try {
            return new ProcessBuilder(browser, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long colours(Path png) throws IOException {
        var image = javax.imageio.ImageIO.read(png.toFile());
        return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }
}

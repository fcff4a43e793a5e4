package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.report.RunReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a call with everything in it, drawn by a real browser and looked at pixel by pixel. */
class ReportInBrowserIT {
    private static final int CALLER_BLUE = 0x2A6FDB;
    private static final int APPLICATION_ORANGE = 0xC2410C;
    private static final int FRAMES_PURPLE = 0x7C3AED;

    @TempDir
    private Path folder;

    private static SimulatedCall interruptedCall(VirtualBench bench) throws InterruptedException {
        bench.application.set(new StreamListener() {
            @Override
            public void onStart(StreamSession session, StartEvent event) {
                session.play(AudioSource.pcm(Sound.RATE_HZ, Murmur.lasting(6000)));
            }

            @Override
            public void onMedia(StreamSession session, MediaFrame frame) {
                if (Sound.of(frame.pcm()).levelDbov() > -35) {
                    session.interrupt();
                }
            }
        });
        SimulatedCall call = bench.call(Caller.builder()
                .interruptAfter(Duration.ofSeconds(2), Duration.ofMinutes(1))
                .say("Stop it please")
                .press("#")
                .pause(Duration.ofSeconds(1))
                .hangUp()
                .build());
        assertThat(call.awaitEnd(Duration.ofMinutes(1))).isPresent();
        return call;
    }

    @Test
    void showsBothVoicesAndTheFramesOfACall() throws Exception {
        String browser = browser();
        Path page;
        try (VirtualBench bench = new VirtualBench()) {
            page = RunReport.of(List.of(interruptedCall(bench))).write(folder);
        }
        assertThat(Files.readString(page))
                .contains(">streaming.started</text>", ">presses #</text>", ">clear</text>", ">rings</text>")
                .contains("fell silent after", "data:audio/wav;base64,UklGR");

        BufferedImage picture = screenshot(browser, page);

        assertThat(pixels(picture, CALLER_BLUE)).as("the caller's voice").isGreaterThan(300);
        assertThat(pixels(picture, APPLICATION_ORANGE))
                .as("what the caller heard")
                .isGreaterThan(1000);
        assertThat(pixels(picture, FRAMES_PURPLE)).as("the frames").isGreaterThan(300);
    }

    private static String browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(OtherPrograms::isThere)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("no Chromium here: the report was not looked at in a browser"));
    }

    private BufferedImage screenshot(String browser, Path page) throws IOException, InterruptedException {
        Path shot = folder.resolve("report.png");
        Path log = folder.resolve("browser.log");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--force-color-profile=srgb",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--screenshot=" + shot,
                        "--window-size=1100,900",
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> OtherPrograms.read(log)).isZero();
        return ImageIO.read(shot.toFile());
    }

    /** Lines are drawn soft at their edges, so a colour is met when it comes near. */
    private static long pixels(BufferedImage picture, int colour) {
        long found = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                int rgb = picture.getRGB(x, y);
                if (near(rgb >> 16, colour >> 16) && near(rgb >> 8, colour >> 8) && near(rgb, colour)) {
                    found++;
                }
            }
        }
        return found;
    }

    private static boolean near(int one, int other) {
        return Math.abs((one & 0xFF) - (other & 0xFF)) < 40;
    }
}

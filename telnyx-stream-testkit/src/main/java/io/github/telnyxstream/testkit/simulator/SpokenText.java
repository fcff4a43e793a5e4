package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.caller.WavSpeech;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns text into speech: through {@code espeak-ng} where it is installed, else into a murmur as long as the text would
 * take. Thread-safe.
 */
final class SpokenText {
    private static final Logger log = LoggerFactory.getLogger(SpokenText.class);

    private final List<String> command;
    private final Executor workers;
    private final Ticker ticker;
    private volatile boolean isMissing;

    SpokenText(List<String> command, Executor workers, Ticker ticker) {
        this.command = command;
        this.workers = workers;
        this.ticker = ticker;
        isMissing = command.isEmpty();
    }

    /** The samples of a text, now or soon; 8 kHz. */
    CompletableFuture<short[]> of(String text) {
        if (isMissing) {
            return CompletableFuture.completedFuture(CarrierSounds.speech(text));
        }
        return ticker.underWay("the speech synthesiser", CompletableFuture.supplyAsync(() -> spoken(text), workers));
    }

    private static void give(String text, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException doesNotRead) {
            log.debug("the speech program does not read its input", doesNotRead);
        }
    }

    private short[] spoken(String text) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            give(text, process);
            byte[] wav = process.getInputStream().readAllBytes();
            return WavSpeech.read(new ByteArrayInputStream(wav));
        } catch (IOException unusable) {
            isMissing = true;
            log.info(
                    "{} cannot be used, texts become a murmur of their length: {}",
                    command.get(0),
                    unusable.getMessage());
            return CarrierSounds.speech(text);
        }
    }
}

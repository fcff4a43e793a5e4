package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpokenTextTest {
    private final Ticker ticker = Ticker.on(new ManualClock());

    @TempDir
    private Path folder;

    @Test
    void speaksThroughAProgramThatWritesAWavFile() throws Exception {
        Path wav = folder.resolve("voice.wav");
        try (WavWriter writer = WavWriter.create(wav, WavEncoding.PCM_16, 1, 16000)) {
            writer.write(new short[16000], 0, 16000);
        }
        SpokenText speech = new SpokenText(List.of("cat", wav.toString()), Runnable::run, ticker);

        assertThat(speech.of("Hello").join()).hasSizeBetween(7990, 8050);
    }

    @Test
    void murmursWhereTheProgramIsMissingOrSpeaksNoWav() {
        SpokenText missing =
                new SpokenText(List.of(folder.resolve("no-such-program").toString()), Runnable::run, ticker);
        SpokenText wrong = new SpokenText(List.of("echo", "no wav"), Runnable::run, ticker);

        assertThat(missing.of("Hello").join()).isEqualTo(Murmur.of("Hello"));
        assertThat(missing.of("Again").join()).isEqualTo(Murmur.of("Again"));
        assertThat(wrong.of("Hello").join()).isEqualTo(Murmur.of("Hello"));
    }
}

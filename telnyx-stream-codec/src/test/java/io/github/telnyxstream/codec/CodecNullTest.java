package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.NullSweep;
import io.github.telnyxstream.testkit.SampleValues;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is null is refused at once, by the name of the parameter. */
class CodecNullTest {
    private static final List<String> PACKAGES = List.of(
            "io.github.telnyxstream.codec", "io.github.telnyxstream.codec.dsp", "io.github.telnyxstream.codec.wav");

    @TempDir
    private Path folder;

    @Test
    void refusesNullByTheNameOfTheParameter() throws Exception {
        Path file = folder.resolve("some.wav");
        WavWriter.create(file, WavEncoding.PCM_16, 1, 8_000).close();
        SampleValues samples = new SampleValues()
                .with(MediaFormat.class, () -> MediaFormat.PCMU)
                .with(ToneGenerator.class, () -> ToneGenerator.of(400, 8_000, -10))
                .with(WavReader.class, () -> WavReader.open(file))
                .with(WavWriter.class, () -> WavWriter.create(file, WavEncoding.PCM_16, 1, 8_000));
        NullSweep sweep = new NullSweep(AudioCodec.class, samples);
        assertThat(sweep.wrongIn(PACKAGES)).isEmpty();
        assertThat(sweep.unusedExcuses()).isEmpty();
        assertThat(sweep.calls()).isGreaterThan(50);
    }
}

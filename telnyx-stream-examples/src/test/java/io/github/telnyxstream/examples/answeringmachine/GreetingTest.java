package io.github.telnyxstream.examples.answeringmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"8000, 1", "44100, 2", "11000, 1", "96000, 2"})
    void isTelephoneAudioWhateverTheFileWas(int rateHz, int channels) throws Exception {
        Path file = folder.resolve("greeting.WAV");
        short[] pcm = new short[rateHz / 2 * channels];
        Arrays.fill(pcm, (short) 1000);
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, channels, rateHz)) {
            writer.write(pcm, 0, pcm.length);
        }

        Greeting.Recorded greeting = (Greeting.Recorded) Greeting.of(file.toString());

        assertThat(greeting.pcm()).hasSize(4000);
        assertThat(greeting.pcm()[2000]).isBetween((short) 990, (short) 1010);
        WavReader forTelnyx = WavReader.open(new ByteArrayInputStream(greeting.file()));
        assertThat(forTelnyx.sampleRateHz()).isEqualTo(8000);
        assertThat(forTelnyx.channels()).isEqualTo(1);
        assertThat(forTelnyx.lengthFrames()).isEqualTo(4000);
    }

    @Test
    void isATextWhereItIsNoFile() throws Exception {
        assertThat(Greeting.of("Nobody is here.")).isEqualTo(new Greeting.Spoken("Nobody is here."));
        assertThatThrownBy(() -> Greeting.of(" ")).isInstanceOf(ConfigurationException.class);
    }

    /** Otherwise callers would be read its name. */
    @Test
    void isNotTheNameOfAFileThatCannotBeUsed() throws IOException {
        Path text = Files.writeString(folder.resolve("greeting.txt"), "Hello");
        Path l16 = Files.write(folder.resolve("greeting.l16"), new byte[100]);

        assertThatThrownBy(() -> Greeting.of(text.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("greeting.txt")
                .hasMessageContaining("options of convert");
        assertThatThrownBy(() -> Greeting.of(l16.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("greeting.l16");
        assertThatThrownBy(() -> Greeting.of(folder.resolve("none.opus").toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no such file");
    }
}

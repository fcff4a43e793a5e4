package io.github.telnyxstream.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.testkit.observation.Sound;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioFormatSnippetsTest {

    @TempDir
    Path folder;

    @Test
    void bringsAToneToThePhoneAndIntoAFile() throws Exception {
        byte[] payload = AudioFormatSnippets.encode(AudioFormatSnippets.tone());
        short[] heard = AudioFormatSnippets.decode(payload);
        AudioFormatSnippets.save(heard, 8000, folder.resolve("tone.wav"));

        assertThat(payload).hasSize(8000);
        assertThat(Sound.of(heard).holdsTone(440)).isTrue();
        try (WavReader wav = WavReader.open(folder.resolve("tone.wav"))) {
            assertThat(wav.lengthFrames()).isEqualTo(8000);
        }
    }

    @Test
    void makesTwiceAsManySamplesOfTwiceTheRate() {
        assertThat(AudioFormatSnippets.resample(new short[8000], 8000, 16000)).hasSizeBetween(15_900, 16_100);
    }
}

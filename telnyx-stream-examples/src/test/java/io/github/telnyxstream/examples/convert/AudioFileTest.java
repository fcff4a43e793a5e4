package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFileTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    private short[] read(Path file) throws IOException {
        return AudioFile.read(file, 8000, MINUTE, notes::add);
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "44100, 2", "11000, 1", "96000, 1", "22255, 2"})
    void givesTelephoneAudioOfAnyWavFile(int rateHz, int channels) throws IOException {
        short[] voice = TestAudio.voice(rateHz, 1.5);
        short[] interleaved = new short[voice.length * channels];
        for (int i = 0; i < interleaved.length; i++) {
            interleaved[i] = voice[i / channels];
        }
        Path file = TestAudio.wav(folder.resolve("in.wav"), rateHz, channels, interleaved);

        short[] read = read(file);

        assertThat(read.length).isBetween(12_000, 12_001);
        assertThat(TestAudio.likeness(TestAudio.voice(8000, 1.5), read, 0)).isGreaterThan(0.97);
        assertThat(notes).isEmpty();
    }

    @Test
    void givesTelephoneAudioOfAnOpusFile() throws IOException {
        Path wav = TestAudio.wav(folder.resolve("in.wav"), 16000, 1, TestAudio.voice(16000, 1, 230));
        Path opus = folder.resolve("in.opus");
        assertThat(Run.convert(wav, opus).exitCode()).isZero();

        assertThat(TestAudio.likeness(TestAudio.voice(8000, 1, 230), read(opus), 0))
                .isGreaterThan(0.8);
    }

    @Test
    void givesTelephoneAudioOfAnMp3File() throws IOException {
        NativeLibrary.assumeLoads();
        Path wav = TestAudio.wav(folder.resolve("in.wav"), 44100, 1, TestAudio.voice(44100, 1));
        Path mp3 = folder.resolve("in.mp3");
        assertThat(Run.convert(wav, mp3).exitCode()).isZero();

        assertThat(TestAudio.snr(TestAudio.voice(8000, 1), read(mp3), 800)).isGreaterThan(15);
    }

    @Test
    void readsPayloadsWhoseNameTellsWhatTheyAre() throws IOException {
        byte[] alaw = TestAudio.encoded(MediaFormat.PCMA, TestAudio.voice(8000, 1));

        assertThat(read(Files.write(folder.resolve("in.alaw"), alaw)))
                .isEqualTo(TestAudio.decoded(MediaFormat.PCMA, alaw));
    }

    @Test
    void saysWhatItCannotUse() throws IOException {
        Path empty = TestAudio.wav(folder.resolve("empty.wav"), 8000, 1, new short[0]);
        Path longer = TestAudio.wav(folder.resolve("long.wav"), 8000, 1, new short[8001]);
        Path text = Files.writeString(folder.resolve("greeting.txt"), "Hello");
        Path flac = Files.writeString(folder.resolve("a.flac"), "fLaC and more");

        assertThatThrownBy(() -> read(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.wav: there is no audio");
        assertThatThrownBy(() -> AudioFile.read(longer, 8000, Duration.ofSeconds(1), notes::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("long.wav: longer than 1 s");
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessageContaining("greeting.txt");
        assertThatThrownBy(() -> read(flac)).isInstanceOf(IOException.class).hasMessageContaining("ffmpeg");
        assertThatThrownBy(() -> read(folder.resolve("none.wav"))).isInstanceOf(NoSuchFileException.class);
        assertThat(AudioFile.read(longer, 8000, Duration.ofMillis(1001), notes::add))
                .hasSize(8001);
    }

    @Test
    void tellsThatAFileIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(TestAudio.wav(folder.resolve("in.wav"), 8000, 1, new short[8000]));
        Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, 2044));

        assertThat(read(cut)).hasSize(1000);
        assertThat(notes).singleElement().asString().contains("1000 are there");
    }
}

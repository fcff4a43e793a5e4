package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSourceTest {
    private static short[] readAll(AudioSource source, int piece) throws IOException {
        short[] all = new short[200_000];
        int length = 0;
        for (int count = source.read(all, 0, piece); count >= 0; count = source.read(all, length, piece)) {
            assertThat(count).isBetween(1, piece);
            length += count;
        }
        assertThat(source.read(all, length, piece)).isEqualTo(-1);
        return Arrays.copyOf(all, length);
    }

    private static short[] ramp(int length) {
        short[] pcm = new short[length];
        for (int k = 0; k < length; k++) {
            pcm[k] = (short) (k * 7 - 1000);
        }
        return pcm;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 160, 5000})
    void givesSamplesInPiecesOfAnySize(int piece) throws IOException {
        short[] pcm = ramp(1001);

        try (AudioSource source = AudioSource.pcm(16000, pcm)) {
            assertThat(source.sampleRateHz()).isEqualTo(16000);
            assertThat(readAll(source, piece)).isEqualTo(pcm);
        }
    }

    @Test
    void isAtItsEndAtOnceWithoutSamples() throws IOException {
        assertThat(readAll(AudioSource.pcm(8000, new short[0]), 160)).isEmpty();
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> AudioSource.pcm(0, new short[1]));
    }

    @Test
    void readsAWavFile(@TempDir Path directory) throws IOException {
        short[] pcm = ramp(12_345);
        Path file = directory.resolve("a.wav");
        try (WavWriter wav = WavWriter.create(file, WavEncoding.PCM_16, 1, 8000)) {
            wav.write(pcm, 0, pcm.length);
        }

        try (AudioSource source = AudioSource.wav(file)) {
            assertThat(source.sampleRateHz()).isEqualTo(8000);
            assertThat(readAll(source, 160)).isEqualTo(pcm);
        }
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path directory) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> AudioSource.wav(directory.resolve("none.wav")));
    }

    @Test
    void decodesBytes() throws IOException {
        byte[] silence = new byte[320];
        Arrays.fill(silence, (byte) 0xD5);

        AudioSource source = AudioSource.encoded(MediaFormat.PCMA, silence);

        assertThat(source.sampleRateHz()).isEqualTo(8000);
        assertThat(readAll(source, 100)).hasSize(320).containsOnly(8);
    }

    @Test
    void refusesBytesThatAreNotOfTheFormat() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> AudioSource.encoded(MediaFormat.l16(8000), new byte[3]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF1234WAVE", "RIFX1234WAVE", "RF64", "BW64", "fLaC", "ID3 and so on", "OggS"})
    void refusesFilesThatWouldBeHeardAsNoise(String head) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioSource.encoded(MediaFormat.PCMU, head.getBytes(StandardCharsets.ISO_8859_1)))
                .withMessageContaining("this is a file");
    }

    @Test
    void refusesPacketsThatCannotBeToldApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioSource.encoded(MediaFormat.of(Encoding.OPUS, 48000), new byte[100]))
                .withMessageContaining("OPUS");
    }

    @Test
    void makesATone() throws IOException {
        short[] pcm = readAll(AudioSource.tone(1000, Duration.ofMillis(250), 8000), 160);

        assertThat(pcm).hasSize(2000);
        int crossings = 0;
        for (int k = 1; k < pcm.length; k++) {
            crossings += pcm[k - 1] < 0 && pcm[k] >= 0 ? 1 : 0;
        }
        assertThat(crossings).isBetween(248, 251);
    }
}

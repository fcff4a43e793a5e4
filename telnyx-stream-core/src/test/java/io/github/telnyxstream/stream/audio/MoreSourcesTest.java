package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Silence, rounds without end, louder and softer. */
class MoreSourcesTest {
    private static short[] readAll(AudioSource source, int most, int piece) throws IOException {
        short[] all = new short[most];
        int length = 0;
        int count = 0;
        while (count >= 0 && length < most) {
            count = source.read(all, length, Math.min(piece, most - length));
            length += Math.max(0, count);
        }
        return Arrays.copyOf(all, length);
    }

    @Test
    void isSilentForAsLongAsItSays() throws IOException {
        AudioSource source = AudioSource.silence(Duration.ofMillis(125), 8000);

        assertThat(source.sampleRateHz()).isEqualTo(8000);
        assertThat(readAll(source, 5000, 7)).hasSize(1000).containsOnly((short) 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void beginsAgainAtItsEnd(int piece) throws IOException {
        int[] opened = new int[1];
        int[] closed = new int[1];
        AudioSource source = AudioSource.loop(() -> {
            opened[0]++;
            return closing(AudioSource.pcm(8000, new short[] {1, 2, 3}), closed);
        });

        assertThat(readAll(source, 8, piece)).containsExactly(1, 2, 3, 1, 2, 3, 1, 2);
        source.close();
        assertThat(closed[0]).isEqualTo(opened[0]);
    }

    private static AudioSource closing(AudioSource source, int[] closed) {
        return new AudioSource() {
            @Override
            public int sampleRateHz() {
                return source.sampleRateHz();
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
                return source.read(pcm, offset, lengthSamples);
            }

            @Override
            public void close() {
                closed[0]++;
            }
        };
    }

    @Test
    void endsWhenARoundHasNothing() throws IOException {
        assertThat(readAll(AudioSource.loop(() -> AudioSource.pcm(8000, new short[0])), 8, 8))
                .isEmpty();
    }

    @Test
    void failsWhenARoundHasAnotherRate() throws IOException {
        int[] rate = {8000};
        AudioSource source = AudioSource.loop(() -> AudioSource.pcm(rate[0], new short[4]));
        rate[0] = 16_000;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> readAll(source, 8, 8))
                .withMessageContaining("16000");
    }

    @Test
    void isLouderAndSofterByTheFactorAndStaysAtFullScale() throws IOException {
        short[] pcm = {1000, -1000, 30_000, -30_000};

        assertThat(readAll(AudioSource.pcm(8000, pcm).withGain(20 * Math.log10(2)), 4, 4))
                .containsExactly(2000, -2000, 32_767, -32_768);
        assertThat(readAll(AudioSource.pcm(8000, pcm).withGain(-20), 4, 4)).containsExactly(100, -100, 3000, -3000);
        assertThat(readAll(AudioSource.pcm(8000, pcm).withGain(Double.NEGATIVE_INFINITY), 4, 4))
                .containsOnly(0);
    }

    @Test
    void refusesWhatIsNoGainAndNoSilence() {
        AudioSource source = AudioSource.pcm(8000, new short[1]);

        assertThatIllegalArgumentException().isThrownBy(() -> source.withGain(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> source.withGain(40.1));
        assertThatIllegalArgumentException().isThrownBy(() -> AudioSource.silence(Duration.ofMillis(-1), 8000));
        assertThatIllegalArgumentException().isThrownBy(() -> AudioSource.silence(Duration.ZERO, 0));
    }
}

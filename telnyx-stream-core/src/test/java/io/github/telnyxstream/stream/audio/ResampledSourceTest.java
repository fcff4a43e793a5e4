package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResampledSourceTest {
    private static final short[] NOISE = noise(24000);

    private static short[] noise(int samples) {
        Random random = new Random(7);
        short[] noise = new short[samples];
        for (int k = 0; k < samples; k++) {
            noise[k] = (short) (random.nextGaussian() * 3000);
        }
        return noise;
    }

    @Test
    void givesWhatOnePassOfTheResamplerGives() throws IOException {
        Resampler whole = Resampler.of(24000, 8000);
        short[] expected = new short[whole.maxOutputSamples(NOISE.length) + whole.maxFlushSamples()];
        int length = whole.process(NOISE, 0, NOISE.length, expected, 0);
        length += whole.flush(expected, length);

        AudioSource source = AudioSource.pcm(24000, NOISE).resampledTo(8000);
        short[] read = new short[expected.length];
        int total = 0;
        for (int count = source.read(read, 0, 33); count >= 0; count = source.read(read, total, 33)) {
            total += count;
        }

        assertThat(source.sampleRateHz()).isEqualTo(8000);
        assertThat(total).isEqualTo(length).isEqualTo(8000);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void knowsHowTheOtherSourceBegan() throws IOException {
        ResampledSource source = (ResampledSource) AudioSource.pcm(24000, NOISE).resampledTo(8000);
        assertThat(source.head()).isEmpty();

        source.read(new short[33], 0, 33);
        source.read(new short[8000], 0, 8000);

        assertThat(source.head()).containsExactly(NOISE[0], NOISE[1]);
    }

    @Test
    void isTheSourceItselfAtItsOwnRate() {
        AudioSource source = AudioSource.pcm(8000, NOISE);
        assertThat(source.resampledTo(8000)).isSameAs(source);
    }

    @Test
    void refusesARateThatNobodyKnows() {
        AudioSource source = AudioSource.pcm(3999, NOISE);
        assertThatThrownBy(() -> source.resampledTo(8000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3999");
    }
}

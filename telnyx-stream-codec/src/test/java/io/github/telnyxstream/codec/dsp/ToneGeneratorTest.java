package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ToneGeneratorTest {

    @Test
    void keepsItsPhaseFromChunkToChunk() {
        short[] whole = new short[8000];
        short[] pieces = new short[8000];
        ToneGenerator.of(440, 8000, -10).generate(whole, 0, 8000);
        ToneGenerator tone = ToneGenerator.of(440, 8000, -10);

        for (int next = 0; next < 8000; next += 125) {
            assertThat(tone.generate(pieces, next, 125)).isEqualTo(125);
        }

        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void hasThePowerItWasAskedFor() {
        short[] samples = new short[16000];
        ToneGenerator.of(1000, 16000, -20).generate(samples, 0, 16000);
        double power = 0;
        for (short sample : samples) {
            power += (double) sample * sample / samples.length;
        }

        assertThat(10 * Math.log10(power / (32768.0 * 32768.0))).isBetween(-20.01, -19.99);
    }

    @Test
    void hasTheFrequencyItWasAskedFor() {
        short[] samples = new short[48000];
        ToneGenerator.of(997, 48000, -6).generate(samples, 0, 48000);
        int rises = 0;
        for (int i = 1; i < samples.length; i++) {
            rises += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
        }

        assertThat(rises).isBetween(996, 997);
    }

    @Test
    void doesNotWrapAroundAtFullScale() {
        short[] samples = new short[8000];
        ToneGenerator.of(2000, 8000, -3).generate(samples, 0, 8000);

        assertThat(samples).contains(Short.MAX_VALUE);
        for (int i = 1; i < samples.length; i += 4) {
            assertThat(samples[i]).isPositive();
        }
    }

    @Test
    void beepsWithoutAClick() {
        short[] beep = ToneGenerator.of(1000, 8000, -6).beep(Duration.ofMillis(200));

        assertThat(beep).hasSize(1600);
        assertThat(beep[0]).isZero();
        assertThat(beep[1599]).isZero();
        assertThat(Math.abs(beep[1])).isLessThan(200);
        assertThat(beep[802]).isGreaterThan((short) 20_000);
    }

    @Test
    void beepsForNoTimeAtAll() {
        assertThat(ToneGenerator.of(1000, 8000, -6).beep(Duration.ZERO)).isEmpty();
        assertThat(ToneGenerator.of(1000, 8000, -6).beep(Duration.ofNanos(125_000)))
                .hasSize(1);
    }

    @Test
    void refusesWhatCannotBeATone() {
        assertThatThrownBy(() -> ToneGenerator.of(0, 8000, -6)).hasMessageContaining("frequencyHz is 0.0");
        assertThatThrownBy(() -> ToneGenerator.of(4000, 8000, -6)).hasMessageContaining("half of 8000");
        assertThatThrownBy(() -> ToneGenerator.of(Double.NaN, 8000, -6)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> ToneGenerator.of(440, 0, -6)).hasMessageContaining("sampleRateHz");
        assertThatThrownBy(() -> ToneGenerator.of(440, 8000, -2)).hasMessageContaining("levelDbov");
        assertThatThrownBy(() -> ToneGenerator.of(440, 8000, -6).beep(Duration.ofSeconds(-1)))
                .hasMessageContaining("length");
        assertThatThrownBy(() -> ToneGenerator.fadeIn(new short[2], 1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}

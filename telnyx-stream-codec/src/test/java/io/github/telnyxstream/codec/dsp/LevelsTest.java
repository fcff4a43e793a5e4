package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LevelsTest {

    @Test
    void fullScaleSquareIsZeroAndSineThreeBelow() {
        short[] square = {Short.MIN_VALUE, Short.MIN_VALUE, Short.MIN_VALUE};
        short[] sine = Sine.samples(1000, 8000, 32767, 8000);

        assertThat(Levels.dbov(square, 0, 3)).isZero();
        assertThat(Levels.dbov(sine, 0, 8000)).isCloseTo(-3.01, within(0.01));
        assertThat(Levels.peak(square, 0, 3)).isEqualTo(32768);
    }

    @Test
    void silenceAndNothingHaveTheLowestLevel() {
        assertThat(Levels.dbov(new short[160], 0, 160)).isEqualTo(Levels.SILENCE_DBOV);
        assertThat(Levels.dbov(new short[0], 0, 0)).isEqualTo(Levels.SILENCE_DBOV);
        assertThat(Levels.peak(new short[0], 0, 0)).isZero();
    }

    @Test
    void amplifiesAndSaturates() {
        short[] pcm = {100, -100, 20000, -20000, 7};
        Levels.amplify(pcm, 0, 4, 20 * Math.log10(2));

        assertThat(pcm).containsExactly(200, -200, 32767, -32768, 7);
    }

    @Test
    void keepsSamplesAtZeroDecibelsAndHalvesThem() {
        short[] pcm = {Short.MIN_VALUE, -1, 0, 1, Short.MAX_VALUE};
        Levels.amplify(pcm, 0, 5, 0);
        assertThat(pcm).containsExactly(Short.MIN_VALUE, -1, 0, 1, Short.MAX_VALUE);

        Levels.amplify(pcm, 0, 5, -20 * Math.log10(2));
        assertThat(pcm).containsExactly(-16384, 0, 0, 1, 16384);
    }

    @Test
    void mixesAndSaturates() {
        short[] a = {0, 1000, 30000, -30000};
        short[] b = {9, 500, 30000, -30000, -2};
        short[] out = new short[4];
        Levels.mix(a, 1, b, 1, out, 1, 3);
        assertThat(out).containsExactly(0, 1500, 32767, -32768);

        Levels.mix(a, 0, b, 0, a, 0, 4);
        assertThat(a).containsExactly(9, 1500, 32767, -32768);
    }

    @Test
    void allocatesNothing() {
        short[] pcm = Sine.samples(440, 8000, 9000, 160);

        assertThat(Allocations.bytesOf(() -> {
                    Levels.amplify(pcm, 0, 160, -0.5);
                    Levels.mix(pcm, 0, pcm, 0, pcm, 0, 160);
                    Levels.peak(pcm, 0, (int) Math.min(160, Levels.dbov(pcm, 0, 160) + 300));
                }))
                .isZero();
    }

    @Test
    void rejectsBadArguments() {
        short[] pcm = new short[4];

        assertThatThrownBy(() -> Levels.dbov(pcm, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Levels.peak(pcm, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Levels.amplify(pcm, 0, 5, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Levels.amplify(pcm, 0, 4, Double.NaN)).hasMessageContaining("gainDecibels is NaN");
        assertThatThrownBy(() -> Levels.mix(pcm, 0, pcm, 1, pcm, 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

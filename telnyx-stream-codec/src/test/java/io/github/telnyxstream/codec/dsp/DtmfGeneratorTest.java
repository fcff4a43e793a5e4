package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DtmfGeneratorTest {
    private static final Duration MS_100 = Duration.ofMillis(100);

    @Test
    void makesTheTwoTonesOfAKeyTwoDecibelsApart() {
        short[] five = DtmfGenerator.of(16000).generate("5", MS_100, Duration.ZERO);

        double low = Sine.in(five, 0, 1600, 770, 16000).amplitude();
        double high = Sine.in(five, 0, 1600, 1336, 16000).amplitude();
        assertThat(five).hasSize(1600);
        assertThat(Sine.decibels(high / low)).isCloseTo(2, within(0.2));
        assertThat(Levels.dbov(five, 0, 1600)).isCloseTo(-11.0, within(0.3));
    }

    @Test
    void putsSilenceAfterEachKey() {
        short[] keys = DtmfGenerator.of(8000).generate("a*", MS_100, Duration.ofMillis(50));

        assertThat(keys).hasSize(2 * 1200);
        assertThat(Levels.peak(keys, 800, 400)).isZero();
        assertThat(Levels.peak(keys, 2000, 400)).isZero();
        assertThat(Levels.peak(keys, 1200, 800)).isPositive();
    }

    @Test
    void makesNothingOfNoDigits() {
        assertThat(DtmfGenerator.of(8000).generate("", MS_100, MS_100)).isEmpty();
    }

    @Test
    void rejectsWhatIsNoKey() {
        DtmfGenerator generator = DtmfGenerator.of(8000);

        assertThatThrownBy(() -> generator.generate("12w", MS_100, MS_100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 2");
        assertThatThrownBy(() -> generator.generate("1", Duration.ofMillis(-1), MS_100))
                .hasMessageContaining("tone");
        assertThatThrownBy(() -> generator.generate("1", MS_100, Duration.ofMinutes(2)))
                .hasMessageContaining("pause");
        assertThatThrownBy(() -> DtmfGenerator.of(48000)
                        .generate("1".repeat(1000), Duration.ofMinutes(1), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000 keys");
        assertThatThrownBy(() -> DtmfGenerator.of(96000)).hasMessageContaining("sampleRateHz is 96000");
    }
}

package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeepDetectorTest {

    /** How many beeps end in it, and a second of silence behind. */
    private static int beeps(short[] pcm, int rateHz, int pieceSamples) {
        short[] all = Arrays.copyOf(pcm, pcm.length + rateHz);
        BeepDetector detector = BeepDetector.of(rateHz);
        int count = 0;
        for (int at = 0; at < all.length; at += pieceSamples) {
            count += detector.offer(all, at, Math.min(pieceSamples, all.length - at)) ? 1 : 0;
        }
        return count;
    }

    private static short[] beep(double hz, int rateHz, int millis) {
        return ToneGenerator.of(hz, rateHz, -12).beep(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"440, 8000", "1000, 8000", "1400, 8000", "1000, 16000", "2100, 16000", "850, 48000"})
    void findsABeepOnce(double hz, int rateHz) {
        assertThat(beeps(beep(hz, rateHz, 300), rateHz, rateHz / 50)).isEqualTo(1);
        assertThat(beeps(beep(hz, rateHz, 300), rateHz, rateHz * 3 / 100)).isEqualTo(1);
    }

    @Test
    void findsEachOfSeveral() {
        short[] one = beep(1000, 8000, 200);
        short[] three = new short[3 * (one.length + 1600)];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(one, 0, three, i * (one.length + 1600), one.length);
        }
        assertThat(beeps(three, 8000, 160)).isEqualTo(3);
    }

    @Test
    void takesNoClickNoNoiseNoKeyAndNoHighWhistleForOne() {
        assertThat(beeps(beep(1000, 8000, 50), 8000, 160)).isZero();
        assertThat(beeps(beep(3300, 8000, 500), 8000, 160)).isZero();
        assertThat(beeps(
                        DtmfGenerator.of(8000).generate("5", Duration.ofMillis(300), Duration.ofMillis(50)), 8000, 160))
                .isZero();
        Random random = new Random(7);
        short[] noise = new short[16_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 3000);
        }
        assertThat(beeps(noise, 8000, 160)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7999, 48_001})
    void takesNoOtherRate(int rateHz) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BeepDetector.of(rateHz))
                .withMessageContaining("sampleRateHz is " + rateHz);
    }

    @Test
    void checksItsRange() {
        BeepDetector detector = BeepDetector.of(8000);
        assertThatThrownBy(() -> detector.offer(new short[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(detector.offer(new short[10], 10, 0)).isFalse();
    }
}

package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {

    @ParameterizedTest
    @MethodSource("io.github.telnyxstream.codec.dsp.ResamplerQualityTest#pairs")
    void chunksGiveTheVerySamplesOfOnePass(int from, int to) {
        Random random = new Random(from * 31L + to);
        for (int channels = 1; channels <= 2; channels++) {
            short[] in = noise(random, from / 10 * channels);
            Resampler whole = Resampler.of(from, to, channels);
            short[] expected = new short[whole.maxOutputSamples(in.length) + whole.maxFlushSamples()];
            int length = whole.process(in, 0, in.length, expected, 0);
            length += whole.flush(expected, length);

            Resampler chunked = Resampler.of(from, to, channels);
            short[] actual = new short[length];
            int written = 0;
            for (int done = 0; done < in.length; ) {
                int wanted = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(from / 50 + 300);
                int chunk = Math.min(wanted * channels, in.length - done);
                int now = chunked.process(in, done, chunk, actual, written);
                assertThat(now).isLessThanOrEqualTo(chunked.maxOutputSamples(chunk));
                written += now;
                done += chunk;
            }
            assertThat(chunked.maxFlushSamples()).isGreaterThanOrEqualTo(length - written);
            written += chunked.flush(actual, written);

            assertThat(written).isEqualTo(length).isEqualTo(channels * ceil((long) in.length / channels * to, from));
            assertThat(actual).isEqualTo(Arrays.copyOf(expected, length));
        }
    }

    @Test
    void channelsDoNotMix() {
        Random random = new Random(7);
        short[] left = noise(random, 2000);
        short[] right = noise(random, 2000);
        short[] both = new short[4000];
        for (int i = 0; i < 2000; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }

        short[] stereo = all(Resampler.of(24000, 16000, 2), both);

        assertThat(everySecond(stereo, 0)).isEqualTo(all(Resampler.of(24000, 16000), left));
        assertThat(everySecond(stereo, 1)).isEqualTo(all(Resampler.of(24000, 16000), right));
    }

    @ParameterizedTest
    @CsvSource({"8000, 24000", "48000, 11025", "16000, 16000"})
    void isAsNewAfterFlushAndAfterReset(int from, int to) {
        short[] in = noise(new Random(1), 999);
        Resampler resampler = Resampler.of(from, to);
        short[] first = all(resampler, in);
        short[] second = all(resampler, in);
        resampler.process(noise(new Random(2), 500), 0, 500, new short[4000], 0);
        resampler.reset();
        short[] third = all(resampler, in);

        assertThat(second).isEqualTo(first);
        assertThat(third).isEqualTo(first);
    }

    @Test
    void givesNothingAfterReset() {
        Resampler resampler = Resampler.of(8000, 16000);
        resampler.process(noise(new Random(1), 160), 0, 160, new short[400], 0);
        resampler.reset();

        assertThat(resampler.flush(new short[0], 0)).isZero();
    }

    @Test
    void staysAtFullScaleInsteadOfWrapping() {
        short[] square = new short[1600];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = all(Resampler.of(8000, 48000), square);

        for (int half = 0; half < 80; half++) {
            short middle = out[half * 120 + 60];
            assertThat((int) middle * (half % 2 == 0 ? 1 : -1))
                    .as("half wave %s", half)
                    .isGreaterThan(25000);
        }
        assertThat(out).contains(Short.MAX_VALUE, Short.MIN_VALUE);
    }

    @Test
    void equalRatesCopy() {
        short[] in = noise(new Random(3), 100);

        assertThat(all(Resampler.of(8000, 8000), in)).isEqualTo(in);
        assertThat(Resampler.of(8000, 8000).delay()).isZero();
    }

    @Test
    void constantInputStaysConstantWithinAnImage80DecibelsDown() {
        short[] in = new short[4410];
        Arrays.fill(in, (short) 30000);
        short[] out = all(Resampler.of(44100, 48000), in);

        for (int i = 300; i < out.length - 300; i++) {
            assertThat((int) out[i]).isCloseTo(out[300], within(4));
        }
    }

    @Test
    void takesNothingWhenTheOutputDoesNotFit() {
        short[] in = noise(new Random(4), 320);
        Resampler resampler = Resampler.of(8000, 16000);
        assertThatThrownBy(() -> resampler.process(in, 0, 320, new short[100], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(all(resampler, in)).isEqualTo(all(Resampler.of(8000, 16000), in));
    }

    @Test
    void rejectsRangesOutsideTheArrays() {
        Resampler resampler = Resampler.of(8000, 16000, 2);
        short[] in = new short[10];
        short[] out = new short[1000];

        assertThatThrownBy(() -> resampler.process(in, -1, 2, out, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> resampler.process(in, 0, 12, out, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> resampler.process(in, 0, -2, out, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> resampler.process(in, 0, 2, out, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> resampler.process(in, 0, 3, out, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lengthSamples is 3");
        assertThatThrownBy(() -> resampler.maxOutputSamples(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> resampler.maxOutputSamples(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsRatesAndChannelsItDoesNotKnow() {
        assertThatThrownBy(() -> Resampler.of(3999, 16000)).hasMessageContaining("fromHz is 3999");
        assertThatThrownBy(() -> Resampler.of(192_001, 16000)).hasMessageContaining("fromHz is 192001");
        assertThatThrownBy(() -> Resampler.of(8000, 0)).hasMessageContaining("toHz is 0");
        assertThatThrownBy(() -> Resampler.of(8000, 16000, 0)).hasMessageContaining("channels is 0");
        assertThatThrownBy(() -> Resampler.of(8000, 16000, 9)).hasMessageContaining("channels is 9");
    }

    @Test
    void sharesTheTableOfAPairAndKeepsOnlyThoseThatAreUsed() {
        PolyphaseTable table = PolyphaseTable.of(8000, 9001);

        assertThat(PolyphaseTable.of(8000, 9001)).isSameAs(table);
        assertThat(PolyphaseTable.of(8000, 9011).rows).as("of all that go up").isSameAs(table.rows);
        for (int odd = 9013; odd < 9313; odd += 3) {
            PolyphaseTable.of(8000, odd);
        }
        assertThat(PolyphaseTable.of(8000, 9001)).isNotSameAs(table);
    }

    @Test
    void spendsNoMoreThanAFewHundredKilobytesOnAPairOfRates() {
        for (int[] rates : new int[][] {{191_999, 4001}, {4001, 191_999}, {191_999, 192_000}, {192_000, 191_999}}) {
            PolyphaseTable table = PolyphaseTable.of(rates[0], rates[1]);
            assertThat((table.phases + 1) * table.taps).isLessThanOrEqualTo(100_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000, 1", "24000, 8000, 2", "16000, 22050, 1", "8000, 8001, 1", "8001, 8000, 1"})
    void allocatesNothing(int from, int to, int channels) {
        Resampler resampler = Resampler.of(from, to, channels);
        short[] in = noise(new Random(5), from / 50 * channels);
        short[] out = new short[Math.max(resampler.maxOutputSamples(in.length), resampler.maxFlushSamples())];

        assertThat(Allocations.bytesOf(() -> {
                    for (int i = 0; i < 20; i++) {
                        resampler.process(in, 0, in.length, out, 0);
                    }
                    resampler.flush(out, 0);
                }))
                .isZero();
    }

    private static short[] all(Resampler resampler, short[] in) {
        short[] out = new short[resampler.maxOutputSamples(in.length) + resampler.maxFlushSamples()];
        int written = resampler.process(in, 0, in.length, out, 0);
        written += resampler.flush(out, written);
        return Arrays.copyOf(out, written);
    }

    private static short[] everySecond(short[] interleaved, int from) {
        short[] one = new short[interleaved.length / 2];
        for (int i = 0; i < one.length; i++) {
            one[i] = interleaved[2 * i + from];
        }
        return one;
    }

    private static short[] noise(Random random, int length) {
        short[] noise = new short[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (short) (random.nextGaussian() * 9000);
        }
        return noise;
    }

    private static int ceil(long a, long b) {
        return (int) ((a + b - 1) / b);
    }
}

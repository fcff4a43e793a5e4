package io.github.telnyxstream.codec.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures the figures that the Javadoc promises, on every pair of the usual rates and on rates that files have. */
class ResamplerQualityTest {
    private static final int[] RATES = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000};
    private static final double AMPLITUDE = 30000;

    /** Old sound cards, compact discs at other speeds, the ends of the range, and numbers with no common divisor. */
    private static final int[][] OTHERS = {
        {11000, 8000}, {8000, 11000}, {22255, 8000}, {11127, 16000}, {8000, 8001}, {8001, 8000}, {6000, 8000},
        {5512, 8000}, {37800, 8000}, {44056, 16000}, {47999, 48000}, {96000, 8000}, {176400, 8000}, {192000, 4000},
        {4000, 192000}, {191999, 4001}, {4001, 191999}, {191999, 192000}, {16000, 23456}, {65536, 24000}
    };

    static Stream<Arguments> pairs() {
        return Stream.concat(usualPairs(), Arrays.stream(OTHERS).map(pair -> Arguments.of(pair[0], pair[1])));
    }

    private static Stream<Arguments> usualPairs() {
        return Arrays.stream(RATES)
                .boxed()
                .flatMap(from -> Arrays.stream(RATES).filter(to -> to != from).mapToObj(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void passbandIsFlatWithinATenthOfADecibelAndNotShifted(int from, int to) {
        double nyquist = Math.min(from, to) / 2.0;
        for (double part : new double[] {0.01, 0.1, 0.23, 0.37, 0.5, 0.61, 0.7, 0.78, 0.84, 0.87, 0.89, 0.9}) {
            double frequency = part * nyquist;
            short[] out = resampled(Sine.samples(frequency, from, AMPLITUDE, from / 4), from, to);
            Sine found = Sine.in(out, to / 16, out.length - to / 16, frequency, to);

            assertThat(Sine.decibels(found.amplitude() / AMPLITUDE))
                    .as("gain in dB at %s of Nyquist", part)
                    .isBetween(-0.1, 0.1);
            assertThat(found.phase()).as("phase at %s", part).isBetween(-0.001, 0.001);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void imagesAndDistortionOfAToneAre80DecibelsDown(int from, int to) {
        double nyquist = Math.min(from, to) / 2.0;
        for (double part : new double[] {0.02, 0.25, 0.51, 0.75, 0.88, 0.93, 0.96, 0.99}) {
            double frequency = part * nyquist;
            short[] out = resampled(Sine.samples(frequency, from, AMPLITUDE, from / 4), from, to);
            Sine found = Sine.in(out, to / 16, out.length - to / 16, frequency, to);

            assertThat(Sine.decibels(found.residual() / AMPLITUDE))
                    .as("everything but the tone at %s of Nyquist, in dB", part)
                    .isLessThanOrEqualTo(-80);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tonesAboveTheNewNyquistFrequencyAre80DecibelsDown(int from, int to) {
        double nyquist = to / 2.0;
        for (double part : new double[] {1.0, 1.01, 1.03, 1.06, 1.1, 1.2, 1.35, 1.5, 1.9, 2.2, 3.1, 3.9, 4.3, 5.5}) {
            double frequency = part * nyquist;
            if (frequency >= from / 2.0) {
                continue;
            }
            short[] out = resampled(Sine.samples(frequency + 1, from, AMPLITUDE, from / 4), from, to);

            assertThat(Sine.decibels(Sine.strength(out, to / 16, out.length - to / 16) / AMPLITUDE))
                    .as("alias of a tone at %s of the new Nyquist frequency, in dB", part)
                    .isLessThanOrEqualTo(-80);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void outputIsNeverMoreThan38SamplesOfTheLowerRateBehind(int from, int to) {
        Resampler resampler = Resampler.of(from, to);
        double most = 38.0 / Math.min(from, to);
        short[] in = new short[1];
        short[] out = new short[resampler.maxOutputSamples(1)];
        double worst = 0;
        int written = 0;
        for (int taken = 1; taken <= from / 10; taken++) {
            written += resampler.process(in, 0, 1, out, 0);
            worst = Math.max(worst, (double) taken / from - (double) written / to);
        }

        double sample = 1.0 / Math.min(from, to);
        assertThat(worst).as("seconds behind").isLessThanOrEqualTo(most + 1e-9);
        assertThat(worst).isCloseTo(resampler.delay().toNanos() / 1e9, within(2 * sample));
        if (Math.min(from, to) >= 8000) {
            assertThat(worst).as("seconds behind").isLessThanOrEqualTo(0.005);
            assertThat(resampler.delay()).isLessThanOrEqualTo(Duration.ofMillis(5));
        }
    }

    @Test
    void prototypeIsFlatToNineTenthsAndShutFromNyquistOn() {
        int perSample = 32;
        for (double frequency = 0; frequency <= perSample / 2.0; frequency += frequency < 1 ? 0.0011 : 0.017) {
            double gain = LowPass.at(0);
            for (int i = 1; i <= LowPass.HALF_LENGTH * perSample; i++) {
                gain += 2 * LowPass.at((double) i / perSample) * Math.cos(2 * Math.PI * frequency * i / perSample);
            }
            double decibels = Sine.decibels(Math.abs(gain) / perSample);
            if (frequency <= 0.45) {
                assertThat(decibels).as("gain at %s", frequency).isBetween(-0.07, 0.07);
            } else if (frequency >= 0.5) {
                assertThat(decibels).as("gain at %s", frequency).isLessThan(-84.3);
            }
        }
    }

    private static short[] resampled(short[] in, int from, int to) {
        Resampler resampler = Resampler.of(from, to);
        short[] out = new short[resampler.maxOutputSamples(in.length) + resampler.maxFlushSamples()];
        int written = resampler.process(in, 0, in.length, out, 0);
        written += resampler.flush(out, written);
        return Arrays.copyOf(out, written);
    }
}

package io.github.telnyxstream.codec.dsp;

/**
 * The impulse response behind every {@link Resampler}: flat up to 0.9 of a Nyquist frequency and shut from that frequency
 * on. One time unit is one sample of the lower of the two rates, so that one design serves all pairs.
 *
 * <p>A window design of the same length would spend its taps on a flatness nobody asked for and miss either the 80 dB or
 * the 5 ms at 8 kHz. So the taps are an equiripple (Parks–McClellan) design at four times the lower rate, 279 taps, band
 * edges 0.9 and 1.0: ±0.067 dB, −84.5 dB, and −95 dB from 1.2 on, because images of many orders add up there. Between
 * the taps a Kaiser-windowed sinc interpolates, whose own images lie 99 dB down.
 */
final class LowPass {
    /** Half the length of the response in samples of the lower rate. */
    static final int HALF_LENGTH = 36;

    private static final int OVERSAMPLING = 4;
    private static final double INTERPOLATOR_HALF = 1.25;
    private static final double INTERPOLATOR_BETA = 10;
    private static final int INTERPOLATOR_STEPS = 4096;

    /** The response at 0, 1/4, 2/4, … samples from its centre; it is symmetric. */
    private static final double[] TAPS = {
        0.937790942,
        0.855173262,
        0.633293550,
        0.340369672,
        0.061703780,
        -0.130787177,
        -0.202318368,
        -0.163390367,
        -0.060206003,
        0.047479067,
        0.111141142,
        0.110673642,
        0.057768810,
        -0.014348238,
        -0.068901436,
        -0.082613582,
        -0.054477673,
        -0.003326278,
        0.043410901,
        0.063632797,
        0.050446584,
        0.013814295,
        -0.025974547,
        -0.049112737,
        -0.045812648,
        -0.020123161,
        0.013295754,
        0.037268150,
        0.040729620,
        0.023648866,
        -0.003855089,
        -0.027307224,
        -0.035360986,
        -0.025168873,
        -0.003155425,
        0.018849625,
        0.029872950,
        0.025187610,
        0.008224593,
        -0.011699945,
        -0.024427196,
        -0.024075737,
        -0.011688499,
        0.005746249,
        0.019173966,
        0.022130992,
        0.013807307,
        -0.000910767,
        -0.014246609,
        -0.019606137,
        -0.014802740,
        -0.002875649,
        0.009757090,
        0.016721504,
        0.014876443,
        0.005687129,
        -0.005792040,
        -0.013669238,
        -0.014217457,
        -0.007608722,
        0.002410468,
        0.010613999,
        0.013003909,
        0.008737519,
        0.000356504,
        -0.007692826,
        -0.011402281,
        -0.009181353,
        -0.002504664,
        0.005014813,
        0.009565505,
        0.009056184,
        0.004054932,
        -0.002660662,
        -0.007630096,
        -0.008482051,
        -0.005050286,
        0.000682973,
        0.005713192,
        0.007578132,
        0.005551222,
        0.000891889,
        -0.003910856,
        -0.006458456,
        -0.005631226,
        -0.002061466,
        0.002296956,
        0.005227990,
        0.005372228,
        0.002844595,
        -0.000922310,
        -0.003978558,
        -0.004859260,
        -0.003277354,
        -0.000184482,
        0.002786199,
        0.004175744,
        0.003408688,
        0.001015049,
        -0.001710008,
        -0.003400142,
        -0.003296900,
        -0.001579642,
        0.000790918,
        0.002602526,
        0.003005894,
        0.001905183,
        -0.000050593,
        -0.001840841,
        -0.002600653,
        -0.002032237,
        -0.000508437,
        0.001158442,
        0.002144173,
        0.002013894,
        0.000905008,
        -0.000579591,
        -0.001694270,
        -0.001918341,
        -0.001190240,
        0.000092254,
        0.001287773,
        0.001825715,
        0.001466371,
        0.000392484,
        -0.000894820,
        -0.001812137,
        -0.001945977,
        -0.001210505,
        0.000145845,
        0.001669440,
        0.002894945,
        0.003515095,
        0.003462370,
        0.002885780,
        0.002052509,
        0.001229307,
        0.000593752,
        0.000214693,
        0.000015143
    };

    private static final double[] INTERPOLATOR = interpolator();

    private LowPass() {}

    /** The response at a distance from its centre, in samples of the lower rate. */
    static double at(double time) {
        int first = (int) Math.ceil((time - INTERPOLATOR_HALF) * OVERSAMPLING);
        int last = (int) Math.floor((time + INTERPOLATOR_HALF) * OVERSAMPLING);
        double sum = 0;
        for (int tap = Math.max(first, 1 - TAPS.length); tap <= Math.min(last, TAPS.length - 1); tap++) {
            sum += TAPS[Math.abs(tap)] * interpolate(Math.abs(time - (double) tap / OVERSAMPLING));
        }
        return sum;
    }

    private static double interpolate(double distance) {
        double position = distance * INTERPOLATOR_STEPS;
        int step = (int) position;
        double below = INTERPOLATOR[step];
        return below + (INTERPOLATOR[step + 1] - below) * (position - step);
    }

    private static double[] interpolator() {
        double[] table = new double[(int) (INTERPOLATOR_HALF * INTERPOLATOR_STEPS) + 2];
        double norm = besselI0(INTERPOLATOR_BETA);
        for (int i = 0; i < table.length - 1; i++) {
            double distance = (double) i / INTERPOLATOR_STEPS;
            double inside = Math.max(0, 1 - Math.pow(distance / INTERPOLATOR_HALF, 2));
            double angle = Math.PI * OVERSAMPLING * distance;
            double sinc = i == 0 ? 1 : Math.sin(angle) / angle;
            table[i] = sinc * besselI0(INTERPOLATOR_BETA * Math.sqrt(inside)) / norm;
        }
        return table;
    }

    /** The modified Bessel function of order 0 by its power series. */
    private static double besselI0(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}

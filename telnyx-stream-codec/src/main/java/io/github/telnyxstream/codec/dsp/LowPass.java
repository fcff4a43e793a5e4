package io.github.telnyxstream.codec.dsp;

/**
 * The impulse response behind every {@link Resampler}: flat up to 0.9 of a Nyquist frequency and shut from that frequency
 * on. One time unit is one sample of the lower of the two rates, so that one design serves all pairs.
 *
 * <p>A window design of the same length would spend its taps on a flatness nobody asked for and miss either the 80 dB or
 * the 5 ms at 8 kHz. So the taps are an equiripple (Parks–McClellan) design at four times the lower rate, 279 taps, band
 * edges 0.9 and 1.0, a stop band weighted 100 times: ±0.056 dB and −83.9 dB. Between the taps a Kaiser-windowed sinc
 * interpolates, whose own images lie 99 dB down.
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
        0.938630915,
        0.855795384,
        0.633375295,
        0.339869123,
        0.060881125,
        -0.131505125,
        -0.202559955,
        -0.163031730,
        -0.059434603,
        0.048262607,
        0.111531393,
        0.110470388,
        0.057079842,
        -0.015164342,
        -0.069422129,
        -0.082571309,
        -0.053897432,
        -0.002511014,
        0.044038619,
        0.063750021,
        0.049996284,
        0.013033031,
        -0.026680992,
        -0.049380356,
        -0.045506999,
        -0.019406972,
        0.014049213,
        0.037669813,
        0.040575775,
        0.023024543,
        -0.004623014,
        -0.027821421,
        -0.035359570,
        -0.024658935,
        -0.002406043,
        0.019449529,
        0.030016705,
        0.024807679,
        0.007523920,
        -0.012356440,
        -0.024702886,
        -0.023835007,
        -0.011063247,
        0.006428788,
        0.019562610,
        0.022031376,
        0.013278953,
        -0.001589469,
        -0.014725151,
        -0.019643003,
        -0.014387269,
        -0.002229192,
        0.010299062,
        0.016883586,
        0.014583296,
        0.005098113,
        -0.006369329,
        -0.013939682,
        -0.014049408,
        -0.007097887,
        0.002995089,
        0.010971875,
        0.012957571,
        0.008320491,
        -0.000209067,
        -0.008114542,
        -0.011468779,
        -0.008868177,
        -0.001981660,
        0.005475536,
        0.009731249,
        0.008851128,
        0.003594128,
        -0.003135511,
        -0.007877406,
        -0.008383179,
        -0.004665995,
        0.001148948,
        0.006022056,
        0.007578326,
        0.005252522,
        0.000455270,
        -0.004259735,
        -0.006545817,
        -0.005421606,
        -0.001671129,
        0.002664084,
        0.005386780,
        0.005249687,
        0.002513004,
        -0.001287261,
        -0.004190749,
        -0.004817086,
        -0.003012176,
        0.000160445,
        0.003032917,
        0.004203420,
        0.003212663,
        0.000704330,
        -0.001972992,
        -0.003484358,
        -0.003167893,
        -0.001312763,
        0.001053709,
        0.002727819,
        0.002936344,
        0.001685415,
        -0.000301082,
        -0.001991872,
        -0.002578538,
        -0.001855659,
        -0.000275752,
        0.001322534,
        0.002154324,
        0.001868249,
        0.000685388,
        -0.000751224,
        -0.001720627,
        -0.001779642,
        -0.000957668,
        0.000290361,
        0.001331311,
        0.001668066,
        0.001167170,
        0.000100624,
        -0.001001932,
        -0.001606581,
        -0.001410137,
        -0.000454141,
        0.000919280,
        0.002232476,
        0.003072968,
        0.003240757,
        0.002789345,
        0.001961270,
        0.001063439,
        0.000344483,
        -0.000076919,
        -0.000215695,
        -0.000239700
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

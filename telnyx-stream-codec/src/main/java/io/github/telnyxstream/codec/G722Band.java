package io.github.telnyxstream.codec;

/**
 * The adaptive half of one sub-band, the same in encoder and decoder: step size (G.722, section 3.5 and 6.2.1.3) and
 * predictor of two poles and six zeros (sections 3.6 and 6.2.1.4). Sixteen-bit arithmetic as in section 6, where
 * {@code >> 15} scales a product and sums saturate.
 *
 * <p>State is held in fields rather than arrays: that is what the compiler keeps in registers.
 */
final class G722Band {
    /** One octave of the antilogarithm of the step size, 32 entries (table 14/G.722, ILB). */
    private static final int[] OCTAVE = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private static final int MAX_LOWER_LOG_STEP = 18432;
    private static final int MAX_HIGHER_LOG_STEP = 22528;
    private static final int[] LOWER_STEPS = stepByLog(MAX_LOWER_LOG_STEP, 8);
    private static final int[] HIGHER_STEPS = stepByLog(MAX_HIGHER_LOG_STEP, 10);

    private final int[] stepByLog;
    private final int[] weightByCode;
    private final int maxLogStep;

    /** Logarithm and value of the quantiser's step. */
    private int logStep;

    private int step;

    /** What the next sample is expected to be, and the part of it that comes from the zeros. */
    private int predicted;

    private int fromZeros;

    private int pole1;
    private int pole2;
    private int zero1;
    private int zero2;
    private int zero3;
    private int zero4;
    private int zero5;
    private int zero6;

    /** Quantised differences of the last six samples. */
    private int difference1;

    private int difference2;
    private int difference3;
    private int difference4;
    private int difference5;
    private int difference6;

    /** The last reconstructed sample, and the last two without the part from the poles. */
    private int reconstructed1;

    private int partial1;
    private int partial2;

    private G722Band(int[] stepByLog, int[] weightByCode, int maxLogStep) {
        this.stepByLog = stepByLog;
        this.weightByCode = weightByCode;
        this.maxLogStep = maxLogStep;
        reset();
    }

    private static int[] stepByLog(int maxLogStep, int octaves) {
        int[] steps = new int[(maxLogStep >> 6) + 1];
        for (int i = 0; i < steps.length; i++) {
            int shift = octaves - (i >> 5);
            int value = OCTAVE[i & 31];
            steps[i] = (shift < 0 ? value << -shift : value >> shift) << 2;
        }
        return steps;
    }

    static G722Band lower() {
        return new G722Band(LOWER_STEPS, G722Tables.LOWER_WEIGHTS, MAX_LOWER_LOG_STEP);
    }

    static G722Band higher() {
        return new G722Band(HIGHER_STEPS, G722Tables.HIGHER_WEIGHTS, MAX_HIGHER_LOG_STEP);
    }

    int step() {
        return step;
    }

    int predicted() {
        return predicted;
    }

    void reset() {
        logStep = 0;
        step = stepByLog[0];
        predicted = 0;
        fromZeros = 0;
        pole1 = 0;
        pole2 = 0;
        zero1 = zero2 = zero3 = zero4 = zero5 = zero6 = 0;
        difference1 = difference2 = difference3 = difference4 = difference5 = difference6 = 0;
        reconstructed1 = 0;
        partial1 = 0;
        partial2 = 0;
    }

    /**
     * Takes in one quantised sample.
     *
     * @param code the code that decides how the step changes: 4 bits of the lower band, 2 of the higher
     * @param difference the difference that the code stands for
     */
    void adapt(int code, int difference) {
        int log = ((logStep * 127) >> 7) + weightByCode[code];
        logStep = Math.max(0, Math.min(maxLogStep, log));
        step = stepByLog[logStep >> 6];

        int reconstructed = saturated(predicted + difference);
        int partial = saturated(fromZeros + difference);
        adaptPoles(partial);
        adaptZeros(difference);
        predict(reconstructed);
        partial2 = partial1;
        partial1 = partial;
        reconstructed1 = reconstructed;
    }

    /** Blocks UPPOL1 and UPPOL2: leaky sign-sign gradient, then kept where the filter is stable. */
    private void adaptPoles(int partial) {
        int against1 = (partial ^ partial1) >> 31;
        int against2 = (partial ^ partial2) >> 31;
        int turned = Math.min(32767, (saturated(pole1 << 2) ^ ~against1) - ~against1);
        int second = ((128 ^ against2) - against2) + (turned >> 7) + ((pole2 * 32512) >> 15);
        second = Math.max(-12288, Math.min(12288, second));
        int first = ((192 ^ against1) - against1) + ((pole1 * 32640) >> 15);
        int bound = 15360 - second;
        pole1 = Math.max(-bound, Math.min(bound, first));
        pole2 = second;
    }

    /** Block UPZERO and its delay line. A coefficient cannot leave 16 bits: the leak takes what the step adds. */
    private void adaptZeros(int difference) {
        int gain = difference == 0 ? 0 : 128;
        zero1 = leaked(zero1) + turned(gain, difference ^ difference1);
        zero2 = leaked(zero2) + turned(gain, difference ^ difference2);
        zero3 = leaked(zero3) + turned(gain, difference ^ difference3);
        zero4 = leaked(zero4) + turned(gain, difference ^ difference4);
        zero5 = leaked(zero5) + turned(gain, difference ^ difference5);
        zero6 = leaked(zero6) + turned(gain, difference ^ difference6);
        difference6 = difference5;
        difference5 = difference4;
        difference4 = difference3;
        difference3 = difference2;
        difference2 = difference1;
        difference1 = difference;
    }

    private static int leaked(int zero) {
        return (zero * 32640) >> 15;
    }

    /** The gain, negative when the signs behind {@code signs} differ. */
    private static int turned(int gain, int signs) {
        int against = signs >> 31;
        return (gain ^ against) - against;
    }

    /** Blocks FILTEP, FILTEZ and PREDIC. */
    private void predict(int reconstructed) {
        int fromPoles = saturated(product(pole1, reconstructed) + product(pole2, reconstructed1));
        int sum = product(zero6, difference6);
        sum = saturated(sum + product(zero5, difference5));
        sum = saturated(sum + product(zero4, difference4));
        sum = saturated(sum + product(zero3, difference3));
        sum = saturated(sum + product(zero2, difference2));
        fromZeros = saturated(sum + product(zero1, difference1));
        predicted = saturated(fromPoles + fromZeros);
    }

    private static int product(int coefficient, int value) {
        return Math.min(32767, (coefficient * saturated(value << 1)) >> 15);
    }

    private static int saturated(int value) {
        return Math.max(-32768, Math.min(32767, value));
    }
}

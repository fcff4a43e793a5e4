package io.github.telnyxstream.codec;

/** Numbers of G.722, section 6.2: quantisers of both sub-bands and the weights that adapt their steps. */
final class G722Tables {
    private G722Tables() {}

    /** Decision levels of the lower band's 6-bit quantiser, in 4096ths of the step (table 15, Q6). */
    static final int[] LOWER_LEVELS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650,
        714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    /** Codes of the intervals between them, from the innermost, for differences below zero. */
    static final byte[] LOWER_NEGATIVE = {
        63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4
    };

    /** The same, from zero up. */
    static final byte[] LOWER_POSITIVE = {
        61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47,
        46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32
    };

    /** Output of the 6-bit quantiser by code, in 32768ths of the step (QM6): what the listener gets. */
    static final int[] LOWER_OUTPUT = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    /** Output by the upper four bits of the code (QM4): what both sides predict from, so that bits can be stolen. */
    static final int[] LOWER_PREDICTION = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /** Change of the logarithmic step by the same four bits (WL through RL42). */
    static final int[] LOWER_WEIGHTS = {-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    /** The higher band's only decision level beside zero, in 4096ths of the step (Q2). */
    static final int HIGHER_LEVEL = 564;

    /** Output by the higher band's 2-bit code (QM2). */
    static final int[] HIGHER_OUTPUT = {-7408, -1616, 7408, 1616};

    /** Change of the logarithmic step by the same code (WH through RH2). */
    static final int[] HIGHER_WEIGHTS = {798, -214, 798, -214};

    /** Every other coefficient of the 24-tap quadrature mirror filter (table 11); the rest are these backwards. */
    static final int[] MIRROR_FILTER = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};
}

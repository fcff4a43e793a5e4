package io.github.telnyxstream.codec;

import java.util.Arrays;

/**
 * The 24-tap filter that splits audio into two sub-bands and joins them again (G.722, section 3.1 and 4.4): two runs of
 * twelve past values, whose filtered sums the caller combines.
 */
final class MirrorFilter {
    private static final int TAPS = 12;
    private static final int ROOM = 128;

    private final int[] even = new int[ROOM];
    private final int[] odd = new int[ROOM];
    private int newest = TAPS - 1;

    /** Adds a pair, the earlier value first. */
    void push(int earlier, int later) {
        if (++newest == ROOM) {
            System.arraycopy(even, ROOM - TAPS + 1, even, 0, TAPS - 1);
            System.arraycopy(odd, ROOM - TAPS + 1, odd, 0, TAPS - 1);
            newest = TAPS - 1;
        }
        even[newest] = earlier;
        odd[newest] = later;
    }

    int earlierSum() {
        int oldest = newest - TAPS + 1;
        int sum = 0;
        for (int i = 0; i < TAPS; i++) {
            sum += even[oldest + i] * G722Tables.MIRROR_FILTER[i];
        }
        return sum;
    }

    int laterSum() {
        int oldest = newest - TAPS + 1;
        int sum = 0;
        for (int i = 0; i < TAPS; i++) {
            sum += odd[oldest + i] * G722Tables.MIRROR_FILTER[TAPS - 1 - i];
        }
        return sum;
    }

    void reset() {
        Arrays.fill(even, 0);
        Arrays.fill(odd, 0);
        newest = TAPS - 1;
    }
}

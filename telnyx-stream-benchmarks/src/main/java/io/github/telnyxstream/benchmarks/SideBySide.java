package io.github.telnyxstream.benchmarks;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Two ways to do the same, in turn in one process, so that whatever else the machine does meets both alike: the ratio holds on
 * a busy machine, where one after the other would compare two different hours.
 *
 * @param oursMicros median time of ours
 * @param baseMicros median time of what it is compared with
 */
public record SideBySide(double oursMicros, double baseMicros) {

    public static SideBySide measure(Callable<?> ours, Callable<?> base, int warmUps, int rounds) throws Exception {
        for (int i = 0; i < warmUps; i++) {
            time(ours);
            time(base);
        }
        long[] oursNanos = new long[rounds];
        long[] baseNanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) {
                oursNanos[i] = time(ours);
                baseNanos[i] = time(base);
            } else {
                baseNanos[i] = time(base);
                oursNanos[i] = time(ours);
            }
        }
        return new SideBySide(median(oursNanos), median(baseNanos));
    }

    private static long time(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        if (work.call() == null) {
            throw new IllegalStateException("every way has a result");
        }
        return System.nanoTime() - start;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1000.0;
    }

    public double ratio() {
        return oursMicros / baseMicros;
    }
}

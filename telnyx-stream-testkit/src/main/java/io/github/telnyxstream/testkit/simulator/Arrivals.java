package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.observation.MediaArrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When the application's audio came, on all streams of a call; three numbers a message. On the ticker's thread. */
final class Arrivals {
    /** An hour of frames; a picture needs no more. */
    private static final int MOST = 180_000;

    private static final long NANOS_PER_SAMPLE = 125_000;

    private long[] nanosSinceStart = new long[64];
    private int[] samples = new int[64];
    private int[] aheadSamples = new int[64];
    private final int most;
    private int count;

    /** Keeps the first so many, an hour of frames at most. */
    Arrivals(int most) {
        this.most = Math.min(most, MOST);
    }

    void add(long sinceStartNanos, int length, long ahead) {
        if (count >= most) {
            return;
        }
        if (count == samples.length) {
            nanosSinceStart = Arrays.copyOf(nanosSinceStart, count * 2);
            samples = Arrays.copyOf(samples, count * 2);
            aheadSamples = Arrays.copyOf(aheadSamples, count * 2);
        }
        nanosSinceStart[count] = sinceStartNanos;
        samples[count] = length;
        aheadSamples[count] = Math.toIntExact(ahead);
        count++;
    }

    List<MediaArrival> all() {
        List<MediaArrival> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(new MediaArrival(
                    Duration.ofNanos(nanosSinceStart[i]),
                    Duration.ofNanos(samples[i] * NANOS_PER_SAMPLE),
                    Duration.ofNanos(aheadSamples[i] * NANOS_PER_SAMPLE)));
        }
        return all;
    }
}

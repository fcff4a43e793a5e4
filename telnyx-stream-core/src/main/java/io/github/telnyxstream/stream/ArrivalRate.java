package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.Track;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts the frames of each track, and compares the bytes of the first seconds with what the announced format would have. Frames
 * by one thread at a time, counters by any.
 */
@SuppressWarnings("EnumOrdinal") // an index within this process, never kept
final class ArrivalRate {
    private static final int LOOK_AT_FRAMES = 200;
    private static final double LEAST_RATIO = 0.75;
    private static final double MOST_RATIO = 1.33;
    private static final int STEADY_GAPS = 5;

    private final Diagnosis diagnosis;
    private final AtomicLongArray frames = new AtomicLongArray(2);
    private volatile @Nullable MediaFormat format;
    private @Nullable Track watched;
    private boolean done;
    private long firstNanos;
    private long lastNanos;
    private long longestGapNanos;
    private int followers;
    private long bytes;

    ArrivalRate(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    void expect(MediaFormat announced) {
        format = announced;
    }

    private static int index(Track track) {
        return track == Track.INBOUND ? 0 : 1;
    }

    boolean isFirst(Track track) {
        return frames.get(index(track)) == 0;
    }

    long frames(Track track) {
        return frames.get(index(track));
    }

    long frames() {
        long sum = 0;
        for (int k = 0; k < frames.length(); k++) {
            sum += frames.get(k);
        }
        return sum;
    }

    void arrived(Track track, int lengthBytes, long nowNanos) {
        frames.incrementAndGet(index(track));
        MediaFormat expected = format;
        if (done || expected == null || (watched != null && watched != track)) {
            return;
        }
        if (watched == null) {
            watched = track;
            firstNanos = nowNanos;
            done = expected.isVariableSize();
        } else {
            bytes += lengthBytes;
            followers++;
            longestGapNanos = Math.max(longestGapNanos, nowNanos - lastNanos);
            if (followers == LOOK_AT_FRAMES) {
                done = true;
                compare(expected, nowNanos - firstNanos);
            }
        }
        lastNanos = nowNanos;
    }

    /** Only where frames come steadily: with pauses in between it is the call that pauses. */
    private void compare(MediaFormat expected, long tookNanos) {
        double expectedPerSecond = expected.bytesPerFrame() * 1000.0 / MediaFormat.PTIME_MILLIS;
        double perSecond = bytes * 1e9 / Math.max(1, tookNanos);
        double ratio = perSecond / expectedPerSecond;
        boolean isSteady = longestGapNanos * LOOK_AT_FRAMES <= STEADY_GAPS * tookNanos;
        if (isSteady && (ratio < LEAST_RATIO || ratio > MOST_RATIO)) {
            diagnosis.found(
                    Finding.Kind.BYTE_RATE,
                    String.format(
                            Locale.ROOT,
                            "%.0f bytes a second, %s at %d Hz has %.0f",
                            perSecond,
                            expected.encoding().wireName(),
                            expected.sampleRateHz(),
                            expectedPerSecond));
        }
    }
}

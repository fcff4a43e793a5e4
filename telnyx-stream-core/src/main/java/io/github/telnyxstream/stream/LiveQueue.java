package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushed samples, and the frames that are made of them. Audio that comes at its own speed would leave the far end with
 * nothing in hand, so that every late piece is a gap: frames are made when a cushion is there, and again after the far
 * end has run dry. Whoever pushes less than a cushion and then pauses is heard all the same, when the cushion's time is
 * over, and so is what is less than a frame or still in the resampler. Guarded by the lock of the outbound side.
 */
final class LiveQueue {
    private static final int MIN_RATE_HZ = 4000;
    private static final int MAX_RATE_HZ = 192_000;
    private static final int NONE = -1;
    /** A piece that is late by half a frame leaves a gap anyway when the far end has no more than a frame in hand. */
    private static final long QUIET_NANOS = Timeline.UNIT_NANOS * 3 / 2;

    /** What is asked of the session. */
    interface FarEnd {
        /** Whether the peer takes nothing at the moment. */
        boolean isStalled();

        /** How much it has still to play; 0 when it is dry. */
        long inHandNanos(long nowNanos);
    }

    private record Mark(String name, long at) {}

    private final int sampleRateHz;
    private final int maxSamples;
    private final int cushionSamples;
    private final long cushionNanos;
    private final FarEnd farEnd;
    private final SampleRing ring;
    /** The low byte of a sample whose high byte has not come. */
    private int half = NONE;

    private final @Nullable Resampler resampler;
    private final short[] converted;
    private int convertedHead;
    private int convertedSize;
    private final short[] frame;
    private int filled;

    /** False until the cushion is there. */
    private boolean flowing;

    private long fullEnoughAtNanos;
    private long writtenAtNanos;
    private boolean ended;
    private long dropped;

    /** Samples that were taken, and those of them that were read, without what was dropped. */
    private long written;

    private long read;
    /** What had been read when the resampler began afresh, and the samples that have left in frames since. */
    private long runBegan;

    private long runLeft;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>(1);
    /** The first samples as they were given. */
    private short[] head = {};

    LiveQueue(int sampleRateHz, MediaFormat format, AcceptorOptions options, FarEnd farEnd) {
        if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
            throw new IllegalArgumentException(
                    "sampleRateHz is " + sampleRateHz + ", must be " + MIN_RATE_HZ + " to " + MAX_RATE_HZ);
        }
        this.sampleRateHz = sampleRateHz;
        this.maxSamples = samples(options.outbound().maxLiveAudio());
        this.cushionSamples = Math.min(maxSamples, samples(options.outbound().liveCushion()));
        this.cushionNanos = options.outbound().liveCushion().toNanos();
        this.farEnd = farEnd;
        this.ring = new SampleRing(Math.min(maxSamples, sampleRateHz / 5), maxSamples);
        this.resampler =
                sampleRateHz == format.sampleRateHz() ? null : Resampler.of(sampleRateHz, format.sampleRateHz());
        this.converted = resampler == null
                ? new short[0]
                : new short[Math.max(resampler.maxOutputSamples(chunk()), resampler.maxFlushSamples())];
        this.frame = new short[format.samplesPerFrame()];
        this.writtenAtNanos = options.clock().nanoTime();
    }

    private int samples(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toMillis() * sampleRateHz / 1000));
    }

    private int chunk() {
        return Math.max(1, sampleRateHz * MediaFormat.PTIME_MILLIS / 1000);
    }

    // ------------------------------------------------------------------ writing

    WriteResult write(short[] pcm, int offset, int length, long nowNanos) {
        WriteResult result = makeRoom(length);
        if (result.isTaken() && length > 0) {
            int taken = Math.min(length, room());
            beforeAdding(nowNanos);
            half = NONE;
            ring.add(pcm, offset + length - taken, taken);
            added(length, taken, nowNanos);
        }
        return result;
    }

    /** Little-endian bytes; half a sample waits for its other half. */
    WriteResult write(byte[] bytes, int offset, int length, long nowNanos) {
        int pending = half == NONE ? 0 : 1;
        int samples = (length + pending) / 2;
        WriteResult result = makeRoom(samples);
        if (!result.isTaken() || length == 0) {
            return result;
        }
        int taken = Math.min(samples, room());
        int skipped = samples - taken;
        beforeAdding(nowNanos);
        int at = offset + (skipped > 0 ? 2 * skipped - pending : 0);
        for (int k = 0; k < taken; k++) {
            int low = k == 0 && skipped == 0 && pending == 1 ? half : bytes[at++] & 0xFF;
            ring.add((short) (bytes[at++] << 8 | low));
        }
        half = at < offset + length ? bytes[at] & 0xFF : NONE;
        added(samples, taken, nowNanos);
        return result;
    }

    /** Whether a piece may be added; what is in its way has been dropped then, if the peer has stopped reading. */
    private WriteResult makeRoom(int length) {
        if (ended) {
            return WriteResult.ENDED;
        }
        int excess = ring.size() + length - maxSamples;
        if (excess <= 0 || ring.size() == 0) {
            return WriteResult.TAKEN;
        }
        if (!farEnd.isStalled()) {
            return WriteResult.FULL;
        }
        drop(excess);
        return WriteResult.TAKEN;
    }

    /** A piece that is longer than all that may wait is taken whole, alone; behind a peer that has stalled, only its end. */
    private int room() {
        return ring.size() == 0 && !farEnd.isStalled() ? Integer.MAX_VALUE : Math.max(0, maxSamples - ring.size());
    }

    private void beforeAdding(long nowNanos) {
        if (ring.size() == 0) {
            flowing &= farEnd.inHandNanos(nowNanos) > 0;
            fullEnoughAtNanos = nowNanos + cushionNanos;
        }
    }

    private void added(int given, int taken, long nowNanos) {
        if (head.length == 0 && ring.size() > 1) {
            head = new short[] {ring.get(0), ring.get(1)};
        }
        dropped += given - taken;
        written += taken;
        writtenAtNanos = nowNanos;
        flowing |= ring.size() >= cushionSamples;
    }

    /** Whole frames, so that what remains still begins where a frame began. */
    private void drop(int atLeast) {
        int each = chunk();
        int samples = Math.min(ring.size(), (atLeast + each - 1) / each * each);
        ring.remove(samples);
        dropped += samples;
        written -= samples;
        for (int k = marks.size(); k > 0; k--) {
            Mark mark = marks.remove();
            marks.add(new Mark(mark.name, Math.max(read, mark.at - samples)));
        }
    }

    /** A mark behind what was written so far; false after the end. */
    boolean mark(String name) {
        return !ended && marks.add(new Mark(name, written));
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    int marksWaiting() {
        return marks.size();
    }

    long writtenAtNanos() {
        return writtenAtNanos;
    }

    /** The first samples of the first piece, before any of them is resampled; none if it was shorter. */
    short[] head() {
        return head;
    }

    Duration queued() {
        return Duration.ofMillis(ring.size() * 1000L / sampleRateHz);
    }

    long dropped() {
        return dropped;
    }

    /** What was given and not dropped. */
    long givenNanos() {
        return written * 1_000_000_000L / sampleRateHz;
    }

    // ------------------------------------------------------------------ making frames

    /** Whether nothing is left to make a frame of and nothing follows. */
    boolean isOver() {
        return ended && ring.size() == 0 && !hasRemainder() && marks.isEmpty();
    }

    /** Whether there is less than a frame, which waits for more. */
    private boolean hasRemainder() {
        return filled > 0 || (read > runBegan && resampler != null);
    }

    /** Nanoseconds until there is a frame that nobody will announce; the largest number if there will be none. */
    long readyInNanos(long nowNanos) {
        if (ring.size() > 0) {
            return flowing || ended ? 0 : fullEnoughAtNanos - nowNanos;
        }
        if (!hasRemainder()) {
            return Long.MAX_VALUE;
        }
        return ended
                ? 0
                : Math.max(writtenAtNanos + QUIET_NANOS - nowNanos, farEnd.inHandNanos(nowNanos) - Timeline.UNIT_NANOS);
    }

    /** Makes the next frame; returns how many samples of it are silence at its end, or -1 when there is none yet. */
    int nextFrame(short[] target, long nowNanos) {
        if (!flowing && !ended && (ring.size() == 0 || nowNanos - fullEnoughAtNanos < 0)) {
            return ring.size() == 0 && hasRemainder() ? remainder(target, nowNanos) : NONE;
        }
        flowing = true;
        if (filled == 0 && resampler == null && ring.contiguous() >= frame.length) {
            System.arraycopy(ring.array(), ring.head(), target, 0, frame.length);
            take(frame.length);
            runLeft += frame.length;
            return 0;
        }
        return fill() ? leave(target, 0) : remainder(target, nowNanos);
    }

    private boolean fill() {
        while (filled < frame.length) {
            if (resampler == null && ring.size() > 0) {
                int count = Math.min(frame.length - filled, ring.contiguous());
                System.arraycopy(ring.array(), ring.head(), frame, filled, count);
                take(count);
                filled += count;
            } else if (convertedSize > 0) {
                takeConverted();
            } else if (resampler != null && ring.size() > 0) {
                int count = Math.min(chunk(), ring.contiguous());
                convertedHead = 0;
                convertedSize = resampler.process(ring.array(), ring.head(), count, converted, 0);
                take(count);
            } else {
                return false;
            }
        }
        return true;
    }

    private void take(int count) {
        ring.remove(count);
        read += count;
    }

    private void takeConverted() {
        int count = Math.min(frame.length - filled, convertedSize);
        System.arraycopy(converted, convertedHead, frame, filled, count);
        convertedHead += count;
        convertedSize -= count;
        filled += count;
    }

    /** What is less than a frame leaves at the end, and when nothing follows while the far end runs dry. */
    private int remainder(short[] target, long nowNanos) {
        boolean quiet = nowNanos - writtenAtNanos >= QUIET_NANOS && farEnd.inHandNanos(nowNanos) <= Timeline.UNIT_NANOS;
        if (!hasRemainder() || !(ended || quiet)) {
            return NONE;
        }
        if (resampler != null) {
            convertedHead = 0;
            convertedSize = resampler.flush(converted, 0);
            if (fill()) {
                // the rest of the tail leaves in the frame behind
                return leave(target, 0);
            }
        }
        int silent = frame.length - filled;
        Arrays.fill(frame, filled, frame.length, (short) 0);
        runBegan = read;
        int padding = filled == 0 ? NONE : leave(target, silent);
        runLeft = 0;
        return padding;
    }

    private int leave(short[] target, int silent) {
        System.arraycopy(frame, 0, target, 0, frame.length);
        filled = 0;
        runLeft += frame.length;
        return silent;
    }

    /** The next mark, if everything that was written before it has left. */
    @Nullable
    String nextMark() {
        Mark mark = marks.peek();
        if (mark == null || read < mark.at || !isThrough(mark.at - runBegan)) {
            return null;
        }
        marks.remove();
        return mark.name;
    }

    private boolean isThrough(long intoRun) {
        return intoRun <= 0
                || runLeft * sampleRateHz >= intoRun * (resampler == null ? sampleRateHz : resampler.toHz());
    }

    /** Refuses what comes after the end of the playback, and forgets what waits. */
    void throwAway(Consumer<String> unsentMarks) {
        ended = true;
        ring.remove(ring.size());
        filled = 0;
        convertedSize = 0;
        runBegan = read;
        marks.forEach(mark -> unsentMarks.accept(mark.name));
        marks.clear();
    }
}

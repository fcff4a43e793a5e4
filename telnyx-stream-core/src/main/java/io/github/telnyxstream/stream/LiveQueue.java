package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A ring of pushed samples that is read like any source. Audio that comes at its own speed would leave the far end with
 * nothing in hand, so that every late piece is a gap: reading begins when a cushion is there, and again after the far
 * end has run dry. Whoever pushes less than a cushion and then pauses is heard all the same, when the cushion's time is over.
 * Thread-safe.
 */
final class LiveQueue implements AudioSource {
    private static final int MIN_RATE_HZ = 8000;
    private static final int MAX_RATE_HZ = 48000;

    private final int sampleRateHz;
    private final int maxSamples;
    private final int cushionSamples;
    private final long cushionNanos;
    private final StreamClock clock;
    private final BooleanSupplier peerStalled;
    private final BooleanSupplier farEndDry;
    /** False until the cushion is there. */
    private boolean flowing;

    /** Something waits for the cushion to be full; read without the lock. */
    private volatile boolean filling;

    private volatile long fullEnoughAtNanos;

    private static final int NONE = -1;
    /** The low byte of a sample whose high byte has not come. */
    private int half = NONE;

    private short[] ring;
    private int head;
    private int size;
    private boolean ended;
    private long dropped;

    LiveQueue(int sampleRateHz, AcceptorOptions options, BooleanSupplier peerStalled, BooleanSupplier farEndDry) {
        if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
            throw new IllegalArgumentException(
                    "sampleRateHz is " + sampleRateHz + ", not " + MIN_RATE_HZ + " to " + MAX_RATE_HZ);
        }
        this.sampleRateHz = sampleRateHz;
        this.maxSamples = samples(options.maxLiveAudio());
        this.cushionSamples = Math.min(maxSamples, samples(options.liveCushion()));
        this.cushionNanos = options.liveCushion().toNanos();
        this.clock = options.clock();
        this.peerStalled = peerStalled;
        this.farEndDry = farEndDry;
        this.ring = new short[Math.min(maxSamples, sampleRateHz / 5)];
    }

    private int samples(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toMillis() * sampleRateHz / 1000));
    }

    synchronized WriteResult write(short[] pcm, int offset, int length) {
        WriteResult result = makeRoom(length);
        if (result.isTaken() && length > 0) {
            int taken = Math.min(length, room());
            append(pcm, offset + length - taken, taken);
            half = NONE;
        }
        return result;
    }

    /** Little-endian bytes; half a sample waits for its other half. */
    synchronized WriteResult write(byte[] bytes, int offset, int length) {
        boolean pending = half != NONE;
        int samples = (length + (pending ? 1 : 0)) / 2;
        WriteResult result = makeRoom(samples);
        if (!result.isTaken() || length == 0) {
            return result;
        }
        short[] pcm = new short[samples];
        int at = offset;
        for (int k = 0; k < samples; k++) {
            int low = k == 0 && pending ? half : bytes[at++] & 0xFF;
            pcm[k] = (short) (bytes[at++] << 8 | low);
        }
        half = at < offset + length ? bytes[at] & 0xFF : NONE;
        int taken = Math.min(samples, room());
        append(pcm, samples - taken, taken);
        return result;
    }

    /** Whether a piece may be appended; what is in its way has been dropped then, if the peer has stopped reading. */
    private WriteResult makeRoom(int length) {
        if (ended) {
            return WriteResult.ENDED;
        }
        int excess = size + length - maxSamples;
        if (excess <= 0 || size == 0) {
            return WriteResult.TAKEN;
        }
        if (!peerStalled.getAsBoolean()) {
            return WriteResult.FULL;
        }
        drop(excess);
        return WriteResult.TAKEN;
    }

    /** A piece that is longer than all that may wait is taken whole, alone; behind a peer that has stalled, only its end. */
    private int room() {
        return size == 0 && !peerStalled.getAsBoolean() ? Integer.MAX_VALUE : Math.max(0, maxSamples - size);
    }

    private void append(short[] pcm, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (size == 0) {
            flowing &= !farEndDry.getAsBoolean();
            fullEnoughAtNanos = clock.nanoTime() + cushionNanos;
        }
        ensureRoom(size + length);
        int tail = (head + size) % ring.length;
        int first = Math.min(length, ring.length - tail);
        System.arraycopy(pcm, offset, ring, tail, first);
        System.arraycopy(pcm, offset + first, ring, 0, length - first);
        size += length;
        flowing |= size >= cushionSamples;
        filling = !flowing;
    }

    /** Nanoseconds until there is something to read that nobody will announce: the cushion has had its time. Takes no lock. */
    long overdueInNanos(long nowNanos) {
        return filling ? fullEnoughAtNanos - nowNanos : Long.MAX_VALUE;
    }

    /** Whole frames, so that what remains still begins where a frame began. */
    private void drop(int atLeast) {
        int frame = sampleRateHz * MediaFormat.PTIME_MILLIS / 1000;
        int samples = Math.min(size, (atLeast + frame - 1) / frame * frame);
        head = (head + samples) % ring.length;
        size -= samples;
        dropped += samples;
    }

    private void ensureRoom(int needed) {
        if (needed > ring.length) {
            short[] larger = new short[Math.max(needed, Math.min(maxSamples, ring.length * 2))];
            int first = Math.min(size, ring.length - head);
            System.arraycopy(ring, head, larger, 0, first);
            System.arraycopy(ring, 0, larger, first, size - first);
            ring = larger;
            head = 0;
        }
    }

    synchronized void end() {
        ended = true;
    }

    synchronized Duration queued() {
        return Duration.ofMillis(size * 1000L / sampleRateHz);
    }

    synchronized long dropped() {
        return dropped;
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public synchronized int read(short[] pcm, int offset, int lengthSamples) {
        if (overdueInNanos(clock.nanoTime()) <= 0) {
            flowing = true;
        }
        if (!flowing && !ended) {
            return 0;
        }
        filling = false;
        int count = Math.min(size, lengthSamples);
        if (count == 0) {
            return ended ? -1 : 0;
        }
        int first = Math.min(count, ring.length - head);
        System.arraycopy(ring, head, pcm, offset, first);
        System.arraycopy(ring, 0, pcm, offset + first, count - first);
        head = (head + count) % ring.length;
        size -= count;
        return count;
    }

    /** Refuses what comes after the end of the playback. */
    @Override
    public synchronized void close() {
        ended = true;
        filling = false;
        size = 0;
    }
}

package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes both sides of a call to a WAV file: the caller left, us right, aligned in time. {@code StreamSession.record} feeds
 * it; whoever has audio from elsewhere can, too.
 *
 * <p>Of our side there is only what can have been heard: what an interruption threw away is silence. Of the caller's side,
 * what was lost is silence, and so is the time in which nothing came. Which time that is, the arrival of the frames tells,
 * not their number: the earliest of a second's frames is the one that waited least on the way, so that neither a jitter nor a
 * stall nor the drift of two clocks moves the sides by more than {@value #TOLERANCE_MILLIS} ms against each other. Audio is
 * written when that second is over, and whatever is left by {@link #close}.
 *
 * <p><b>Threads:</b> thread-safe. {@link #advance} and {@link #close} write and block as the file does, the others never.
 * <b>Life-cycle:</b> close it; what comes afterwards is ignored.
 */
public final class CallRecorder implements AutoCloseable {
    /** How far the two sides may be apart before the caller's is moved. */
    public static final int TOLERANCE_MILLIS = 10;

    /** For how long frames are looked at before the first of them gets its place. */
    private static final long SETTLING_NANOS = Duration.ofSeconds(1).toNanos();

    /** Who has sent nothing for longer is taken to be silent. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();

    private static final long SECOND_NANOS = 1_000_000_000;

    /** What goes into the file. */
    public enum Layout {
        /** Two channels: the caller left, us right. */
        STEREO,
        /** One channel: the caller. */
        CALLER,
        /** One channel: us. */
        US,
        /** One channel: both, added up. */
        MIXED
    }

    @SuppressWarnings("ArrayRecordComponent") // its own, never shown
    private record Heard(long arrivedNanos, short[] pcm, long lostSamples) {
        long startNanos(int rateHz) {
            return arrivedNanos - pcm.length * SECOND_NANOS / rateHz;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // its own, never shown
    private record Spoken(long startNanos, short[] pcm) {}

    @GuardedBy("writing")
    private final WavWriter wav;

    private final int sampleRateHz;
    private final Layout layout;
    private final Object writing = new Object();

    @GuardedBy("this")
    private final ArrayDeque<Heard> heard = new ArrayDeque<>();

    @GuardedBy("this")
    private final ArrayDeque<Spoken> spoken = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable AlignedTrack caller;

    @GuardedBy("this")
    private @Nullable AlignedTrack us;

    @GuardedBy("this")
    private boolean begun;

    @GuardedBy("this")
    private boolean closed;

    @GuardedBy("this")
    private long originNanos;

    @GuardedBy("this")
    private long latestNanos;

    @GuardedBy("this")
    private long samplesWritten;

    private CallRecorder(WavWriter wav, int sampleRateHz, Layout layout) {
        this.wav = wav;
        this.sampleRateHz = sampleRateHz;
        this.layout = Objects.requireNonNull(layout, "layout");
    }

    /**
     * Creates the file, replacing one of that name.
     *
     * @param file where to write
     * @param sampleRateHz rate of the file in Hz; what comes in another is converted
     * @param layout what goes into it
     * @return the recorder
     * @throws IOException if the file cannot be created
     */
    public static CallRecorder create(Path file, int sampleRateHz, Layout layout) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(layout, "layout");
        int channels = layout == Layout.STEREO ? 2 : 1;
        return new CallRecorder(
                WavWriter.create(file, WavEncoding.PCM_16, channels, sampleRateHz), sampleRateHz, layout);
    }

    /**
     * Writes into a channel, from its first byte.
     *
     * @param channel an empty file; closed with the recorder, but not when this method fails
     * @param sampleRateHz rate of the file in Hz; what comes in another is converted
     * @param layout what goes into it
     * @return the recorder
     * @throws IOException if the channel cannot be written
     */
    public static CallRecorder create(SeekableByteChannel channel, int sampleRateHz, Layout layout) throws IOException {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(layout, "layout");
        int channels = layout == Layout.STEREO ? 2 : 1;
        return new CallRecorder(
                WavWriter.create(channel, WavEncoding.PCM_16, channels, sampleRateHz), sampleRateHz, layout);
    }

    /**
     * Begins the recording; its first sample belongs to this moment. A second call does nothing.
     *
     * @param nowNanos the time, on the clock of all other methods
     */
    public synchronized void begin(long nowNanos) {
        if (!begun) {
            begun = true;
            originNanos = nowNanos;
            latestNanos = nowNanos;
        }
    }

    /**
     * Takes a frame of the caller's.
     *
     * @param arrivedNanos when it arrived: the end of its audio
     * @param pcm samples, mono; copied
     * @param rateHz their rate, the same for every frame
     * @param lostBefore frames that are missing directly before it, each taken to be as long as this one
     * @throws IllegalArgumentException if the rate is not that of the frames before; nothing of it is recorded
     */
    public synchronized void caller(long arrivedNanos, short[] pcm, int rateHz, int lostBefore) {
        Objects.requireNonNull(pcm, "pcm");
        if (closed || pcm.length == 0) {
            return;
        }
        begin(arrivedNanos);
        if (caller == null) {
            caller = new AlignedTrack(rateHz, sampleRateHz, nextNanos());
        }
        requireRate(caller, rateHz);
        heard.add(new Heard(arrivedNanos, pcm.clone(), (long) lostBefore * pcm.length));
        latestNanos = Math.max(latestNanos, arrivedNanos);
    }

    /**
     * Takes audio of ours.
     *
     * @param startNanos when it begins to be heard
     * @param pcm holds the samples, mono; copied
     * @param lengthSamples how many, from the first on
     * @param rateHz their rate, the same for every piece
     * @throws IllegalArgumentException if the rate is not that of the pieces before; nothing of it is recorded
     */
    public synchronized void us(long startNanos, short[] pcm, int lengthSamples, int rateHz) {
        Objects.requireNonNull(pcm, "pcm");
        if (closed || lengthSamples == 0) {
            return;
        }
        begin(startNanos);
        if (us == null) {
            us = new AlignedTrack(rateHz, sampleRateHz, nextNanos());
        }
        requireRate(us, rateHz);
        spoken.add(new Spoken(startNanos, java.util.Arrays.copyOf(pcm, lengthSamples)));
    }

    /** The time of the sample that is written next. */
    @GuardedBy("this")
    private long nextNanos() {
        return originNanos + samplesWritten * SECOND_NANOS / sampleRateHz;
    }

    private static void requireRate(AlignedTrack track, int rateHz) {
        if (track.fromHz() != rateHz) {
            throw new IllegalArgumentException("rateHz is " + rateHz + ", must be " + track.fromHz() + " as before");
        }
    }

    /**
     * Notes that we fell silent: what would have been heard later is not.
     *
     * @param nanos the time
     */
    public synchronized void silenced(long nanos) {
        latestNanos = Math.max(latestNanos, nanos);
        AlignedTrack track = us;
        if (track == null) {
            return;
        }
        ArrayDeque<Spoken> kept = new ArrayDeque<>();
        for (Spoken piece : spoken) {
            long samples = (nanos - piece.startNanos) * track.fromHz() / SECOND_NANOS;
            if (samples >= piece.pcm.length) {
                kept.add(piece);
            } else if (samples > 0) {
                kept.add(new Spoken(piece.startNanos, java.util.Arrays.copyOf(piece.pcm, (int) samples)));
            }
        }
        spoken.clear();
        spoken.addAll(kept);
    }

    /**
     * Writes what has its place by now.
     *
     * @param nowNanos the time
     * @throws IOException if the disk refuses; what was flushed before stays a valid file
     */
    public void advance(long nowNanos) throws IOException {
        synchronized (writing) {
            short[] next;
            synchronized (this) {
                if (closed || !begun) {
                    return;
                }
                latestNanos = Math.max(latestNanos, nowNanos);
                settle(nowNanos - SETTLING_NANOS, PATIENCE_NANOS);
                next = interleaved(Math.min(ready(caller), ready(us)));
            }
            write(next);
        }
    }

    @GuardedBy("this")
    private int ready(@Nullable AlignedTrack track) {
        if (track != null) {
            return track.ready();
        }
        // the side that never said anything is as far as it could be
        return caller == null && us == null ? 0 : Integer.MAX_VALUE;
    }

    @GuardedBy("this")
    private void settle(long untilNanos, long patienceNanos) {
        if (caller != null) {
            settleCaller(caller, untilNanos);
            pad(caller, untilNanos - patienceNanos);
        }
        if (us != null) {
            settleUs(us, untilNanos);
            Spoken next = spoken.peek();
            pad(us, next == null ? untilNanos : Math.min(untilNanos, next.startNanos));
        }
    }

    private long position(long nanos, AlignedTrack track) {
        return Math.round((nanos - track.originNanos()) * (double) track.fromHz() / SECOND_NANOS);
    }

    private void pad(AlignedTrack track, long untilNanos) {
        track.addSilence(position(untilNanos, track) - track.length());
    }

    @GuardedBy("this")
    private void settleCaller(AlignedTrack track, long untilNanos) {
        long tolerance = (long) TOLERANCE_MILLIS * track.fromHz() / 1000;
        while (!heard.isEmpty() && heard.peek().arrivedNanos <= untilNanos) {
            long lag = leastLag(track);
            Heard frame = heard.remove();
            long silence = frame.lostSamples + (Math.abs(lag) > tolerance ? lag : 0);
            track.addSilence(silence);
            int skipped = (int) Math.min(frame.pcm.length, Math.max(0, -silence));
            track.add(frame.pcm, skipped, frame.pcm.length - skipped);
        }
    }

    /** By how much the frames of the next second come later than their number says, at least; negative if earlier. */
    @GuardedBy("this")
    private long leastLag(AlignedTrack track) {
        long least = Long.MAX_VALUE;
        long at = track.length();
        long last = heard.element().arrivedNanos + SETTLING_NANOS;
        for (Iterator<Heard> each = heard.iterator(); each.hasNext(); ) {
            Heard frame = each.next();
            if (frame.arrivedNanos > last) {
                break;
            }
            at += frame.lostSamples;
            least = Math.min(least, position(frame.startNanos(track.fromHz()), track) - at);
            at += frame.pcm.length;
        }
        return least;
    }

    @GuardedBy("this")
    private void settleUs(AlignedTrack track, long untilNanos) {
        while (!spoken.isEmpty()) {
            Spoken piece = spoken.element();
            long endNanos = piece.startNanos + piece.pcm.length * SECOND_NANOS / track.fromHz();
            if (endNanos > untilNanos) {
                return;
            }
            spoken.remove();
            long gap = position(piece.startNanos, track) - track.length();
            // pieces that follow each other are so to the sample; a nanosecond is none
            track.addSilence(gap > 1 ? gap : 0);
            track.add(piece.pcm, 0, piece.pcm.length);
        }
    }

    @GuardedBy("this")
    private short[] interleaved(int samples) {
        int count = samples == Integer.MAX_VALUE ? 0 : samples;
        short[] left = caller == null ? new short[count] : caller.take(count);
        short[] right = us == null ? new short[count] : us.take(count);
        samplesWritten += count;
        return switch (layout) {
            case CALLER -> left;
            case US -> right;
            case MIXED -> {
                for (int k = 0; k < count; k++) {
                    left[k] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, left[k] + right[k]));
                }
                yield left;
            }
            case STEREO -> {
                short[] both = new short[2 * count];
                for (int k = 0; k < count; k++) {
                    both[2 * k] = left[k];
                    both[2 * k + 1] = right[k];
                }
                yield both;
            }
        };
    }

    @GuardedBy("writing")
    private void write(short[] samples) throws IOException {
        wav.write(samples, 0, samples.length);
    }

    /**
     * How much audio the file holds.
     *
     * @return its duration; what has no place yet is not in it
     */
    public synchronized Duration duration() {
        return Duration.ofMillis(samplesWritten * 1000 / sampleRateHz);
    }

    /**
     * Writes what is left, up to the last moment that it was told of, and closes the file.
     *
     * @throws IOException if the disk refuses
     */
    @Override
    public void close() throws IOException {
        synchronized (writing) {
            short[] rest;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                silenced(latestNanos);
                settle(latestNanos, 0);
                if (caller != null) {
                    caller.flush();
                }
                if (us != null) {
                    us.flush();
                }
                rest = interleaved(Math.max(caller == null ? 0 : caller.ready(), us == null ? 0 : us.ready()));
            }
            try (WavWriter closing = wav) {
                closing.write(rest, 0, rest.length);
            }
        }
    }
}

package io.github.telnyxstream.testkit.simulator.media;

import io.github.telnyxstream.testkit.observation.PlaybackReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * Telnyx's playback buffer as arithmetic: audio plays at its own speed from when it arrives or from when what precedes
 * it ends. All times are samples at 8 kHz since the call was answered; it is told the time and owns no thread. What has
 * played moves to an {@link Ear}; what has not can still be cleared.
 *
 * <p>Telnyx page "Media Streaming over Websockets": a mark comes back when the media before it has ended, at once when
 * nothing is queued, and when the buffer is cleared.
 */
public final class PlaybackBuffer {
    private static final double SAMPLES_PER_MILLI = 8;
    /** A longer gap is a new utterance rather than a hole in one. */
    private static final long UNDERRUN_WINDOW = 200 * 8;

    private static final int MAX_VIOLATIONS = 1000;

    private final Ear ear;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final List<String> violations = new ArrayList<>();
    private long end;
    private boolean utteranceOpen;
    private int messages;
    private long audioSamples;
    private long smallest = Long.MAX_VALUE;
    private long largest;
    private long maxAhead;
    private int underruns;
    private long underrunSamples;
    private int marksReturned;
    private int clears;
    private int errorsSent;

    /** Whoever hears what plays. */
    @FunctionalInterface
    public interface Ear {
        /**
         * Hears something at its place.
         *
         * @param start sample since the call was answered
         * @param pcm samples
         * @param from index of the first
         * @param count how many
         */
        void add(long start, short[] pcm, int from, int count);
    }

    /**
     * An empty buffer.
     *
     * @param ear where audio goes as it plays
     */
    public PlaybackBuffer(Ear ear) {
        this.ear = ear;
    }

    /**
     * Queues audio.
     *
     * @param now when it arrived
     * @param pcm 8 kHz samples; kept
     * @return whether the buffer had run dry within an utterance
     */
    public boolean offer(long now, short[] pcm) {
        boolean dry = utteranceOpen && now > end && now - end < UNDERRUN_WINDOW;
        if (dry) {
            underruns++;
            underrunSamples += now - end;
        }
        long start = Math.max(now, end);
        pieces.add(new Piece(start, pcm));
        end = start + pcm.length;
        utteranceOpen = true;
        messages++;
        audioSamples += pcm.length;
        smallest = Math.min(smallest, pcm.length);
        largest = Math.max(largest, pcm.length);
        maxAhead = Math.max(maxAhead, end - now);
        return dry;
    }

    /**
     * How much waits to be played.
     *
     * @param now the time
     * @return samples
     */
    public long ahead(long now) {
        return Math.max(0, end - now);
    }

    /**
     * Sets a mark behind what is queued.
     *
     * @param now when it arrived
     * @param name its name
     */
    public void mark(long now, String name) {
        marks.add(new Mark(name, Math.max(now, end)));
        utteranceOpen = false;
    }

    /**
     * Empties the buffer.
     *
     * @param now when the order arrived
     * @return all marks, which go back now
     */
    public List<String> clear(long now) {
        play(now);
        pieces.clear();
        end = Math.min(end, now);
        utteranceOpen = false;
        clears++;
        List<String> names = new ArrayList<>();
        marks.forEach(mark -> names.add(mark.name()));
        marks.clear();
        marksReturned += names.size();
        return names;
    }

    /**
     * Marks whose audio has played.
     *
     * @param now the time
     * @return their names in order, each told once
     */
    public List<String> dueMarks(long now) {
        List<String> names = new ArrayList<>();
        while (!marks.isEmpty() && marks.peekFirst().due() <= now) {
            names.add(marks.removeFirst().name());
        }
        marksReturned += names.size();
        return names;
    }

    /**
     * When the next mark is due.
     *
     * @return samples, or empty without a mark
     */
    public OptionalLong nextMark() {
        Mark next = marks.peekFirst();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.due());
    }

    /**
     * Lets audio play up to now.
     *
     * @param now the time
     */
    public void play(long now) {
        while (!pieces.isEmpty() && pieces.peekFirst().start() < now) {
            Piece piece = pieces.removeFirst();
            int count = (int) Math.min(piece.pcm().length, now - piece.start());
            ear.add(piece.start(), piece.pcm(), 0, count);
            if (count < piece.pcm().length) {
                short[] rest = Arrays.copyOfRange(piece.pcm(), count, piece.pcm().length);
                pieces.addFirst(new Piece(now, rest));
            }
        }
    }

    /**
     * Notes what the documentation forbids.
     *
     * @param what for a person
     */
    public void violation(String what) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(what);
        }
    }

    /** Counts an error message to the application. */
    public void errorSent() {
        errorsSent++;
    }

    /**
     * The figures so far.
     *
     * @return a value
     */
    public PlaybackReport report() {
        return new PlaybackReport(
                messages,
                audioSamples / SAMPLES_PER_MILLI,
                messages == 0 ? 0 : smallest / SAMPLES_PER_MILLI,
                largest / SAMPLES_PER_MILLI,
                maxAhead / SAMPLES_PER_MILLI,
                underruns,
                underrunSamples / SAMPLES_PER_MILLI,
                marksReturned,
                clears,
                errorsSent,
                violations);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(long start, short[] pcm) {}

    private record Mark(String name, long due) {}
}

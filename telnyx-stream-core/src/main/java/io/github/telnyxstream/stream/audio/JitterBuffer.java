package io.github.telnyxstream.stream.audio;

import java.util.Arrays;
import java.util.Objects;

/**
 * Puts the frames of one track back in order, by chunk: a frame that is early waits for those before it, but only
 * until {@code window} frames wait; then the missing ones are given up. Telnyx does not promise order (page "Media
 * Streaming over Websockets"); in order, a frame passes at once.
 *
 * <p>Frames without a chunk pass unchanged. A jump by more than {@value #MAX_GAP_FRAMES} frames, or back by more than
 * that, or far back to where counting begins, is taken for a new count and not for a loss.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> none after creation.
 *
 * @param <F> what a frame is to whoever uses the buffer
 */
public final class JitterBuffer<F> {
    /** The longest run of missing frames that is still believed to be a loss: 30 s. */
    static final int MAX_GAP_FRAMES = 1500;

    /** Beyond this a number is no count of frames; 20 ms each, it would be millions of years. */
    private static final long MAX_CHUNK = 1L << 53;

    /** How far back a duplicate is told from a frame that comes too late. */
    private static final int HISTORY_FRAMES = Long.SIZE;

    private final int window;
    private final Output<? super F> output;
    /** What waits, by ascending chunk; one more than the window for the moment in which the first is given up. */
    private final long[] chunks;

    private final Object[] frames;
    private int waiting;
    private boolean begun;
    private long next;
    /** Bit k: the frame {@code next - 1 - k} was delivered. */
    private long delivered;

    private long lost;
    private long reordered;
    private long duplicated;
    private long late;

    /**
     * Takes the frames in order.
     *
     * @param <F> what a frame is
     */
    @FunctionalInterface
    public interface Output<F> {
        /**
         * The next frame.
         *
         * @param frame the frame
         * @param lostBefore how many are missing directly before it
         */
        void accept(F frame, int lostBefore);
    }

    /**
     * A buffer.
     *
     * @param window how many frames may wait for a missing one, at least 1; 5 frames are 100 ms
     * @param output takes the frames, inline from {@link #offer} and {@link #flush}
     * @throws IllegalArgumentException if the window is less than 1
     */
    public JitterBuffer(int window, Output<? super F> output) {
        Objects.requireNonNull(output, "output");
        if (window < 1) {
            throw new IllegalArgumentException("window is " + window + ", must be at least 1");
        }
        this.window = window;
        this.output = output;
        this.chunks = new long[window + 1];
        this.frames = new Object[window + 1];
    }

    /**
     * Takes a frame as it comes and passes on what is in order now.
     *
     * @param chunk its position among the frames of the track, or -1 when that is not known
     * @param frame the frame
     * @return false if it was not taken, because it had come before or was given up already
     */
    public boolean offer(long chunk, F frame) {
        Objects.requireNonNull(frame, "frame");
        if (chunk < 0 || chunk > MAX_CHUNK) {
            output.accept(frame, 0);
            return true;
        }
        if (begun && isNewCount(chunk)) {
            flush();
            begun = false;
        }
        if (begun && chunk < next) {
            countStale(chunk);
            return false;
        }
        if (begun && chunk == next && waiting == 0) {
            passOn(chunk, frame, 0);
            return true;
        }
        return wait(chunk, frame);
    }

    private boolean wait(long chunk, F frame) {
        int found = Arrays.binarySearch(chunks, 0, waiting, chunk);
        if (found >= 0) {
            duplicated++;
            return false;
        }
        int at = -found - 1;
        if (at < waiting) {
            reordered++;
        }
        System.arraycopy(chunks, at, chunks, at + 1, waiting - at);
        System.arraycopy(frames, at, frames, at + 1, waiting - at);
        chunks[at] = chunk;
        frames[at] = frame;
        waiting++;
        // counting begins at 0 or 1, so that nothing can come before these
        if (!begun && chunk <= 1) {
            begin(chunk);
        }
        deliverInOrder();
        if (waiting > window) {
            giveUpFirstGap();
        }
        return true;
    }

    /** Gives up what is missing and passes on all that waits. For the end. */
    public void flush() {
        while (waiting > 0) {
            giveUpFirstGap();
        }
    }

    /** Gives up the frames that are missing first, and passes on what is in order then. For when they took too long. */
    public void giveUpFirstGap() {
        if (waiting == 0) {
            return;
        }
        long first = chunks[0];
        if (!begun || first - next > MAX_GAP_FRAMES) {
            begin(first);
        }
        int missing = (int) (first - next);
        lost += missing;
        passOn(first, poll(), missing);
        deliverInOrder();
    }

    private boolean isNewCount(long chunk) {
        boolean fromTheStart = chunk <= 1 && next - chunk > HISTORY_FRAMES;
        return fromTheStart || Math.abs(chunk - next) > MAX_GAP_FRAMES;
    }

    private void countStale(long chunk) {
        long back = next - 1 - chunk;
        if (back < HISTORY_FRAMES && (delivered >>> back & 1) == 0) {
            late++;
        } else {
            duplicated++;
        }
    }

    private void begin(long chunk) {
        begun = true;
        next = chunk;
        delivered = 0;
    }

    private void deliverInOrder() {
        while (begun && waiting > 0 && chunks[0] == next) {
            passOn(next, poll(), 0);
        }
    }

    private F poll() {
        @SuppressWarnings("unchecked")
        F first = (F) frames[0];
        waiting--;
        System.arraycopy(chunks, 1, chunks, 0, waiting);
        System.arraycopy(frames, 1, frames, 0, waiting);
        frames[waiting] = null;
        return first;
    }

    private void passOn(long chunk, F frame, int missing) {
        // a shift by 64 or more would be a shift by its remainder
        long history = missing + 1 >= HISTORY_FRAMES ? 0 : delivered << (missing + 1);
        delivered = history | 1;
        next = chunk + 1;
        output.accept(frame, missing);
    }

    /**
     * Whether frames wait for a missing one.
     *
     * @return true if {@link #flush} would pass something on
     */
    public boolean isWaiting() {
        return waiting > 0;
    }

    /**
     * The frame that is to be passed on next.
     *
     * @return its chunk; means nothing before the first frame was passed on
     */
    public long nextChunk() {
        return next;
    }

    /**
     * Frames given up.
     *
     * @return how many never came, or came too late
     */
    public long lost() {
        return lost;
    }

    /**
     * Frames that came after a later one and were put back in their place.
     *
     * @return how many
     */
    public long reordered() {
        return reordered;
    }

    /**
     * Frames that came twice.
     *
     * @return how many were dropped for that
     */
    public long duplicated() {
        return duplicated;
    }

    /**
     * Frames that came after they had been given up; they count as lost too.
     *
     * @return how many were dropped for that
     */
    public long late() {
        return late;
    }
}

package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.stream.event.MediaEvent;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the frames of one track back in order, by chunk: a frame that is early waits for those before it, but only
 * until {@code window} frames wait; then the missing ones are given up. Telnyx does not promise order (page "Media
 * Streaming over Websockets"); in order, a frame passes at once.
 *
 * <p>Frames without a chunk pass unchanged. A jump by more than {@value #MAX_GAP_FRAMES} frames, or back by more than
 * that, or far back to where counting begins, is taken for a new count and not for a loss.
 *
 * <p><b>Threads:</b> one thread at a time.
 */
public final class JitterBuffer {
    /** The longest run of missing frames that is still believed to be a loss: 30 s. */
    static final int MAX_GAP_FRAMES = 1500;

    /** Beyond this a number is no count of frames; 20 ms each, it would be millions of years. */
    private static final long MAX_CHUNK = 1L << 53;

    /** How far back a duplicate is told from a frame that comes too late. */
    private static final int HISTORY_FRAMES = Long.SIZE;

    private final int window;
    private final Output output;
    private final TreeMap<Long, MediaEvent> waiting = new TreeMap<>();
    private boolean begun;
    private long next;
    /** Bit k: the frame {@code next - 1 - k} was delivered. */
    private long delivered;

    private long lost;
    private long reordered;
    private long duplicated;
    private long late;

    /** Takes the frames in order. */
    @FunctionalInterface
    public interface Output {
        /**
         * The next frame.
         *
         * @param event the frame
         * @param lostBefore how many are missing directly before it
         */
        void accept(MediaEvent event, int lostBefore);
    }

    /**
     * A buffer.
     *
     * @param window how many frames may wait for a missing one, at least 1; 5 frames are 100 ms
     * @param output takes the frames, inline from {@link #offer} and {@link #flush}
     * @throws IllegalArgumentException if the window is less than 1
     */
    public JitterBuffer(int window, Output output) {
        if (window < 1) {
            throw new IllegalArgumentException("window is " + window + ", must be at least 1");
        }
        this.window = window;
        this.output = output;
    }

    /**
     * Takes a frame as it comes and passes on what is in order now.
     *
     * @param event the frame
     */
    public void offer(MediaEvent event) {
        long chunk = event.chunk();
        if (chunk < 0 || chunk > MAX_CHUNK) {
            output.accept(event, 0);
            return;
        }
        if (begun && isNewCount(chunk)) {
            flush();
            begun = false;
        }
        if (begun && chunk < next) {
            countStale(chunk);
            return;
        }
        if (waiting.putIfAbsent(chunk, event) != null) {
            duplicated++;
            return;
        }
        if (waiting.lastKey() != chunk) {
            reordered++;
        }
        // counting begins at 0 or 1, so that nothing can come before these
        if (!begun && chunk <= 1) {
            begin(chunk);
        }
        deliverInOrder();
        if (waiting.size() > window) {
            giveUpFirstGap();
        }
    }

    /** Gives up what is missing and passes on all that waits. For the end. */
    public void flush() {
        while (!waiting.isEmpty()) {
            giveUpFirstGap();
        }
    }

    /** Gives up the frames that are missing first, and passes on what is in order then. For when they took too long. */
    public void giveUpFirstGap() {
        if (!waiting.isEmpty()) {
            giveUpTheMissing();
        }
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

    private void giveUpTheMissing() {
        long first = waiting.firstKey();
        if (!begun || first - next > MAX_GAP_FRAMES) {
            begin(first);
        }
        int missing = (int) (first - next);
        lost += missing;
        deliver(waiting.pollFirstEntry(), missing);
        deliverInOrder();
    }

    private void deliverInOrder() {
        while (begun && !waiting.isEmpty() && waiting.firstKey() == next) {
            deliver(waiting.pollFirstEntry(), 0);
        }
    }

    private void deliver(Map.Entry<Long, MediaEvent> entry, int missing) {
        // a shift by 64 or more would be a shift by its remainder
        long history = missing + 1 >= HISTORY_FRAMES ? 0 : delivered << (missing + 1);
        delivered = history | 1;
        next = entry.getKey() + 1;
        output.accept(entry.getValue(), missing);
    }

    /**
     * Whether frames wait for a missing one.
     *
     * @return true if {@link #flush} would pass something on
     */
    public boolean isWaiting() {
        return !waiting.isEmpty();
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

package io.github.telnyxstream.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * Cuts samples that come in chunks of any size into whole frames of 20 ms, and keeps what is left for the next chunk:
 * the counterpart of {@link FrameAssembler} before encoding, for every format.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> none after creation.
 */
public final class PcmFrameAssembler {

    /** Takes one frame. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one frame, during the call only: the array is the caller's or the assembler's and will change.
         *
         * @param pcm array that holds the frame; not to be changed
         * @param offset index of its first sample
         * @param length samples of the frame
         */
        void accept(short[] pcm, int offset, int length);
    }

    private final short[] remainder;
    private int filled;
    private int clears;

    private PcmFrameAssembler(MediaFormat format) {
        this.remainder = new short[format.samplesPerFrame()];
    }

    /**
     * An assembler for one stream.
     *
     * @param format the format that the frames will be encoded in; its audio rate decides the size of a frame
     * @return an empty assembler
     */
    public static PcmFrameAssembler of(MediaFormat format) {
        Objects.requireNonNull(format, "format");
        return new PcmFrameAssembler(format);
    }

    /**
     * Takes a chunk and hands on every frame that is now complete, in order. If the sink throws, the exception passes
     * through, the frames before it are handed on and the rest of the chunk is dropped. So it is when the sink calls
     * {@link #clear}.
     *
     * @param pcm samples at the format's audio rate, mono; not kept
     * @param offset index of the first sample
     * @param length how many, 0 or more
     * @param sink called once per frame
     * @return frames handed on
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public int offer(short[] pcm, int offset, int length, Sink sink) {
        Objects.requireNonNull(sink, "sink");
        Objects.checkFromIndexSize(offset, length, Objects.requireNonNull(pcm, "pcm").length);
        int end = offset + length;
        int next = offset;
        int frames = 0;
        int clearsBefore = clears;
        if (filled > 0) {
            int taken = Math.min(length, remainder.length - filled);
            System.arraycopy(pcm, offset, remainder, filled, taken);
            filled += taken;
            next += taken;
            if (filled < remainder.length) {
                return 0;
            }
            filled = 0;
            sink.accept(remainder, 0, remainder.length);
            frames++;
        }
        for (; clears == clearsBefore && end - next >= remainder.length; next += remainder.length) {
            sink.accept(pcm, next, remainder.length);
            frames++;
        }
        if (clears == clearsBefore) {
            System.arraycopy(pcm, next, remainder, 0, end - next);
            filled = end - next;
        }
        return frames;
    }

    /**
     * Ends the utterance: what is left is padded to a whole frame with zeros and handed on.
     *
     * @param sink called at most once
     * @return true if a frame was handed on, false if nothing was left
     */
    public boolean flush(Sink sink) {
        Objects.requireNonNull(sink, "sink");
        if (filled == 0) {
            return false;
        }
        Arrays.fill(remainder, filled, remainder.length, (short) 0);
        filled = 0;
        sink.accept(remainder, 0, remainder.length);
        return true;
    }

    /** Drops what is left, because its utterance was interrupted; in a sink, also the rest of the chunk. */
    public void clear() {
        clears++;
        filled = 0;
    }

    /**
     * What waits for the rest of its frame.
     *
     * @return samples, less than a frame
     */
    public int remainderSamples() {
        return filled;
    }
}

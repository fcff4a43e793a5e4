package io.github.telnyxstream.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * Cuts encoded audio that comes in chunks of any size into whole frames of 20 ms, and keeps what is left for the next
 * chunk.
 *
 * <p>Nothing is padded in the middle: silence is added only by {@link #flush}, at the end of an utterance. For formats
 * whose frames have a fixed size; where they vary (Opus, AMR-WB), cut samples with {@link PcmFrameAssembler} and encode
 * the frames.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> none after creation.
 */
public final class FrameAssembler {

    /** Takes one frame. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one frame, during the call only: the array is the caller's or the assembler's and will change.
         *
         * @param bytes array that holds the frame; not to be changed
         * @param offset index of its first byte
         * @param length bytes of the frame
         */
        void accept(byte[] bytes, int offset, int length);
    }

    private final byte[] remainder;
    private final byte silence;
    private int filled;
    private int clears;

    private FrameAssembler(MediaFormat format) {
        this.remainder = new byte[format.bytesPerFrame()];
        this.silence = (byte) format.silenceByte();
    }

    /**
     * An assembler for one stream.
     *
     * @param format what the bytes are
     * @return an empty assembler
     * @throws IllegalArgumentException if the format's frames vary in size
     */
    public static FrameAssembler of(MediaFormat format) {
        Objects.requireNonNull(format, "format");
        if (format.isVariableSize()) {
            throw new IllegalArgumentException(
                    "format " + format.encoding().wireName() + " has frames of varying size");
        }
        return new FrameAssembler(format);
    }

    /**
     * Takes a chunk and hands on every frame that is now complete, in order. If the sink throws, the exception passes
     * through, the frames before it are handed on and the rest of the chunk is dropped. So it is when the sink calls
     * {@link #clear}.
     *
     * @param bytes encoded audio; not kept
     * @param offset index of the first byte
     * @param length how many, 0 or more
     * @param sink called once per frame
     * @return frames handed on
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public int offer(byte[] bytes, int offset, int length, Sink sink) {
        Objects.requireNonNull(sink, "sink");
        Objects.checkFromIndexSize(offset, length, Objects.requireNonNull(bytes, "bytes").length);
        int end = offset + length;
        int next = offset;
        int frames = 0;
        int clearsBefore = clears;
        if (filled > 0) {
            int taken = Math.min(length, remainder.length - filled);
            System.arraycopy(bytes, offset, remainder, filled, taken);
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
            sink.accept(bytes, next, remainder.length);
            frames++;
        }
        if (clears == clearsBefore) {
            System.arraycopy(bytes, next, remainder, 0, end - next);
            filled = end - next;
        }
        return frames;
    }

    /**
     * Ends the utterance: what is left is padded to a whole frame with the format's silence and handed on. G.722 has no
     * byte that is silence in every state; its padding fades out from wherever the decoder is
     * ({@link MediaFormat#silenceByte}), so cut samples with {@link PcmFrameAssembler} where you can.
     *
     * @param sink called at most once
     * @return true if a frame was handed on, false if nothing was left
     */
    public boolean flush(Sink sink) {
        Objects.requireNonNull(sink, "sink");
        if (filled == 0) {
            return false;
        }
        Arrays.fill(remainder, filled, remainder.length, silence);
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
     * @return bytes, less than a frame
     */
    public int remainderBytes() {
        return filled;
    }
}

package io.github.telnyxstream.stream;

import java.time.Duration;

/**
 * Audio that the application pushes as it gets it, in pieces of any size: a speech service, another call. What is less
 * than a frame waits for the next piece; when none comes and the far end is about to run dry, it is filled up with silence
 * and leaves. Playbacks queued after this one wait until {@link #end}; a session has one open live playback at a time.
 *
 * <p><b>Threads:</b> thread-safe; pieces play in the order of the calls. The thread that writes also encodes and, where the
 * transport does not block, sends what is due.
 */
public interface LivePlayback extends Playback, AutoCloseable {

    /**
     * Appends samples, without blocking. While the peer does not read, the oldest samples make room: old speech is worth
     * less than new.
     *
     * @param pcm 16-bit signed samples, mono, at the rate that was given when this was made; copied
     * @param offset index of the first
     * @param lengthSamples how many; may be 0. A piece that is longer than all that may wait is taken when nothing else waits
     * @return what became of the piece: all of it is taken, or nothing
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    WriteResult write(short[] pcm, int offset, int lengthSamples);

    /**
     * Appends samples, without blocking.
     *
     * @param pcm all of them; copied
     * @return what became of the piece
     * @see #write(short[], int, int)
     */
    default WriteResult write(short[] pcm) {
        return write(pcm, 0, pcm.length);
    }

    /**
     * Appends little-endian bytes, as speech services send them, without blocking. They may be split anywhere, also inside a
     * sample: half a sample waits for the bytes that follow. Samples written in between discard it.
     *
     * @param littleEndian two bytes a sample, the low one first; copied
     * @param offset index of the first
     * @param lengthBytes how many; may be odd or 0
     * @return what became of the piece: all of it is taken, or nothing
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    WriteResult write(byte[] littleEndian, int offset, int lengthBytes);

    /**
     * Appends samples, and waits for room if there is none. Not for a thread of the engine or a listener that promised not
     * to block.
     *
     * @param pcm samples; copied
     * @param offset index of the first
     * @param lengthSamples how many
     * @param atMost how long to wait, by the acceptor's clock
     * @return what became of the piece; {@link WriteResult#FULL} when the time is over
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    WriteResult write(short[] pcm, int offset, int lengthSamples, Duration atMost) throws InterruptedException;

    /**
     * Appends little-endian bytes, and waits for room if there is none. Not for a thread of the engine or a listener that promised
     * not to block.
     *
     * @param littleEndian two bytes a sample, the low one first; copied
     * @param offset index of the first
     * @param lengthBytes how many; may be odd or 0
     * @param atMost how long to wait, by the acceptor's clock
     * @return what became of the piece; {@link WriteResult#FULL} when the time is over
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @see #write(byte[], int, int)
     */
    WriteResult write(byte[] littleEndian, int offset, int lengthBytes, Duration atMost) throws InterruptedException;

    /**
     * Asks to be told when everything written so far has been played; it keeps its place between the pieces.
     *
     * @param name comes back in {@link StreamListener#onMark}; any Unicode text of at most 1,000 characters
     * @return false if it was not taken, because the playback has ended or too many marks are out
     * @throws IllegalArgumentException if the name is longer, or has half a surrogate pair
     */
    boolean mark(String name);

    /** Says that nothing follows: the last frame is filled up with silence, and the playback ends when it was heard. */
    void end();

    /** The same as {@link #end}, for a try block; does not wait. */
    @Override
    default void close() {
        end();
    }

    /**
     * What was written and has not been made into frames yet.
     *
     * @return audio time
     */
    Duration queued();

    /**
     * Samples that made room for newer ones.
     *
     * @return how many were dropped
     */
    long droppedSamples();
}

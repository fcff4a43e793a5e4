package io.github.telnyxstream.stream;

import java.time.Duration;

/**
 * Audio that the application pushes as it arrives, in pieces of any size, from a speech service or another call. A partial
 * frame waits for the next piece; if none comes before the far end runs dry, it is padded with silence and sent.
 * Playbacks queued after this one wait until {@link #end}; a session has at most one open live playback.
 *
 * <p><b>Threads:</b> thread-safe; pieces play in the order of the calls. The thread that writes also encodes and, where the
 * transport does not block, sends what is due.
 */
public interface LivePlayback extends Playback, AutoCloseable {

    /**
     * Appends samples without blocking. While the peer is not reading, the oldest samples are dropped to make room, since old
     * speech is worth less than new.
     *
     * @param pcm 16-bit signed samples, mono, at the rate that was given when this was made; copied
     * @param offset index of the first
     * @param lengthSamples how many; may be 0. A piece longer than the limit is accepted if nothing else is waiting
     * @return whether the piece was accepted, always as a whole or not at all
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    WriteResult write(short[] pcm, int offset, int lengthSamples);

    /**
     * Appends samples without blocking.
     *
     * @param pcm all of them; copied
     * @return whether it was accepted
     * @see #write(short[], int, int)
     */
    default WriteResult write(short[] pcm) {
        return write(pcm, 0, pcm.length);
    }

    /**
     * Appends little-endian bytes, as speech services send them, without blocking. They may be split anywhere, even inside a
     * sample: half a sample waits for the next bytes, and is discarded if samples are written in between.
     *
     * @param littleEndian two bytes a sample, the low one first; copied
     * @param offset index of the first
     * @param lengthBytes how many; may be odd or 0
     * @return whether the piece was accepted, always as a whole or not at all
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    WriteResult write(byte[] littleEndian, int offset, int lengthBytes);

    /**
     * Appends samples, waiting for room if there is none. Do not call it on an engine thread or in a listener that promised not
     * to block.
     *
     * @param pcm samples; copied
     * @param offset index of the first
     * @param lengthSamples how many
     * @param atMost how long to wait, by the acceptor's clock
     * @return whether it was accepted; {@link WriteResult#FULL} when the time is up
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     * @throws IndexOutOfBoundsException if the range is not within the array
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
     * Asks to be notified when everything written so far has been played; it keeps its place between the pieces.
     *
     * @param name comes back in {@link StreamListener#onMark}; any Unicode text of at most 1,000 characters
     * @return false if it was not accepted: the playback has ended, or too many marks are outstanding
     * @throws IllegalArgumentException if the name is too long, or contains half of a surrogate pair
     */
    boolean mark(String name);

    /** Says that nothing follows: the last frame is padded with silence, and the playback ends once it has been heard. */
    void end();

    /** The same as {@link #end}, for a try block; does not wait. */
    @Override
    default void close() {
        end();
    }

    /**
     * How much of what was written has not been sent yet.
     *
     * @return audio time
     */
    Duration queued();

    /**
     * How many samples were dropped to make room for newer ones.
     *
     * @return a count of samples
     */
    long droppedSamples();
}

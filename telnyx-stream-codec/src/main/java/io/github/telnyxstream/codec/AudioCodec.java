package io.github.telnyxstream.codec;

import java.util.Objects;

/**
 * Turns samples into bytes and bytes into samples, in arrays that the caller owns.
 *
 * <p>Samples are 16-bit signed, mono, at the format's audio rate. Take one instance per direction and stream: G.722,
 * Opus and AMR-WB carry state from frame to frame.
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> {@code encode} and {@code decode} of the codecs in this
 * module allocate nothing, except that G.722 makes the state of a direction (2 KB) when that is first used.
 */
public interface AudioCodec {

    /**
     * A codec for the format, in its initial state.
     *
     * @param format what the bytes are
     * @return a new codec
     * @throws CodecException if no module on the class path provides it; the message names the artifact to add
     */
    static AudioCodec of(MediaFormat format) {
        Objects.requireNonNull(format, "format");
        return AudioCodecs.create(format);
    }

    /**
     * What the bytes are.
     *
     * @return the format this codec was made for
     */
    MediaFormat format();

    /**
     * Encodes samples.
     *
     * @param pcm samples; not changed
     * @param pcmOffset index of the first sample
     * @param lengthSamples how many; codecs of variable frame size take whole frames of 20 ms only
     * @param bytes where the bytes go
     * @param bytesOffset index of the first byte to write
     * @return bytes written
     * @throws IndexOutOfBoundsException if either range does not lie in its array
     * @throws IllegalArgumentException if the codec cannot encode that number of samples
     */
    int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset);

    /**
     * Decodes bytes.
     *
     * <p>No bytes at all mean a lost packet to Opus and AMR-WB: they make up 20 ms from what was before. G.711, G.722 and L16
     * decode them to no samples, and MP3 refuses them. After a packet that it refused in the midst of decoding, Opus starts
     * from a fresh decoder.
     *
     * @param bytes encoded audio; for codecs of variable frame size exactly one packet; not changed
     * @param bytesOffset index of the first byte
     * @param lengthBytes how many
     * @param pcm where the samples go
     * @param pcmOffset index of the first sample to write
     * @return samples written
     * @throws IndexOutOfBoundsException if either range does not lie in its array
     * @throws CodecException if the bytes cannot be audio of this format; the codec stays usable
     */
    int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset);

    /**
     * Room that {@link #encode} may need.
     *
     * @param lengthSamples samples to be encoded
     * @return an upper bound in bytes
     */
    int maxEncodedBytes(int lengthSamples);

    /**
     * Room that {@link #decode} may need.
     *
     * @param lengthBytes bytes to be decoded
     * @return an upper bound in samples
     */
    int maxDecodedSamples(int lengthBytes);

    /** Goes back to the initial state, as if new. */
    void reset();
}

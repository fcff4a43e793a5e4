package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.CodecException;
import java.util.Arrays;

/**
 * Takes frames out of payloads and puts them in (RFC 4867, sections 4.3 and 4.4). A frame by itself has the shape of a
 * file's (section 5.3): a byte with the type, then the speech bits. One thread at a time.
 *
 * <p>The two framings of one frame of speech differ by a byte in size, so the size tells which it is. Comfort noise and
 * "no data" have the same size in both: they are read like the last payload that could be told.
 */
final class AmrWbPayload {
    static final int MAX_FRAMES = 12;
    static final int MAX_FRAME_BYTES = 61;

    /** A frame of type 14, "speech lost": the decoder makes one up. */
    static final byte[] LOST = {14 << 3};

    private static final int[] BITS = {132, 177, 253, 285, 317, 365, 397, 461, 477, 40, -1, -1, -1, -1, 0, 0};
    private static final int NO_MODE_REQUEST = 15;

    private AmrWbFraming last = AmrWbFraming.BANDWIDTH_EFFICIENT;
    private final int[] heads = new int[MAX_FRAMES];
    private int frames;

    /** The framing of the last payload that could be told, bandwidth-efficient before there was one. */
    AmrWbFraming framing() {
        return last;
    }

    /**
     * Reads the heads of a payload's frames.
     *
     * @return how many frames there are, 1 to 12
     * @throws CodecException if the size fits neither framing
     */
    int open(byte[] bytes, int offset, int length) {
        boolean efficient = fits(AmrWbFraming.BANDWIDTH_EFFICIENT, bytes, offset, length);
        boolean aligned = fits(AmrWbFraming.OCTET_ALIGNED, bytes, offset, length);
        if (!efficient && !aligned) {
            throw new CodecException("a payload of " + length + " bytes fits neither framing of AMR-WB");
        }
        if (efficient != aligned) {
            last = efficient ? AmrWbFraming.BANDWIDTH_EFFICIENT : AmrWbFraming.OCTET_ALIGNED;
        }
        fits(last, bytes, offset, length);
        return frames;
    }

    /**
     * Copies a frame out of the payload that was opened.
     *
     * @return the frame's length in bytes
     */
    int frame(int index, byte[] bytes, int offset, byte[] frame) {
        boolean aligned = last == AmrWbFraming.OCTET_ALIGNED;
        int position = aligned ? 8 + 8 * frames : 4 + 6 * frames;
        for (int before = 0; before < index; before++) {
            position += aligned ? (bits(before) + 7) / 8 * 8 : bits(before);
        }
        Arrays.fill(frame, (byte) 0);
        frame[0] = (byte) (heads[index] << 2);
        copyBits(bytes, 8 * offset + position, frame, 8, bits(index));
        return frameBytes(heads[index] >> 1);
    }

    /**
     * Makes a payload of one frame.
     *
     * @return its length in bytes
     */
    static int pack(AmrWbFraming framing, byte[] frame, byte[] bytes, int offset) {
        int bits = BITS[frame[0] >> 3 & 15];
        boolean aligned = framing == AmrWbFraming.OCTET_ALIGNED;
        int length = length(framing, bits);
        Arrays.fill(bytes, offset, offset + length, (byte) 0);
        bytes[offset] = (byte) (NO_MODE_REQUEST << 4);
        copyBits(frame, 0, bytes, 8 * offset + (aligned ? 8 : 4), 6);
        copyBits(frame, 8, bytes, 8 * offset + (aligned ? 16 : 10), bits);
        return length;
    }

    /** Bytes of a payload with one frame of a type. */
    static int bytes(AmrWbFraming framing, int type) {
        return length(framing, BITS[type]);
    }

    /** Bytes of a frame by itself, or 0 for the types that RFC 4867 keeps for later. */
    static int frameBytes(int type) {
        return BITS[type] < 0 ? 0 : 1 + (BITS[type] + 7) / 8;
    }

    private static int length(AmrWbFraming framing, int bits) {
        return framing == AmrWbFraming.OCTET_ALIGNED ? 2 + (bits + 7) / 8 : (10 + bits + 7) / 8;
    }

    /** Reads the table of contents in one framing; whether the payload is as long as it says. */
    private boolean fits(AmrWbFraming framing, byte[] bytes, int offset, int length) {
        boolean aligned = framing == AmrWbFraming.OCTET_ALIGNED;
        int step = aligned ? 8 : 6;
        int position = aligned ? 8 : 4;
        int speech = 0;
        boolean more = true;
        for (frames = 0; more; frames++, position += step) {
            if (frames == MAX_FRAMES || position + step > 8 * length) {
                return false;
            }
            int head = readBits(bytes, 8 * offset + position, 6);
            more = head >= 32;
            heads[frames] = head & 31;
            int bits = bits(frames);
            if (bits < 0) {
                return false;
            }
            speech += aligned ? (bits + 7) / 8 * 8 : bits;
        }
        return (position + speech + 7) / 8 == length;
    }

    private int bits(int index) {
        return BITS[heads[index] >> 1];
    }

    private static int readBits(byte[] bytes, int position, int count) {
        int value = 0;
        for (int i = position; i < position + count; i++) {
            value = (value << 1) | ((bytes[i >> 3] >> (7 - (i & 7))) & 1);
        }
        return value;
    }

    private static void copyBits(byte[] from, int fromBit, byte[] to, int toBit, int count) {
        for (int i = 0; i < count; i++) {
            int source = fromBit + i;
            int target = toBit + i;
            if ((from[source >> 3] >> (7 - (source & 7)) & 1) != 0) {
                to[target >> 3] |= (byte) (0x80 >> (target & 7));
            }
        }
    }
}

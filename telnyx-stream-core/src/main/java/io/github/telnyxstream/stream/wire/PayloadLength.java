package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.codec.MediaFormat;

/** How long a payload plays that was encoded elsewhere. Stateless. */
public final class PayloadLength {
    private static final long FRAME_NANOS = MediaFormat.PTIME_MILLIS * 1_000_000L;

    private PayloadLength() {}

    /**
     * The time that one message plays.
     *
     * @param format what the payload is
     * @param payload at least one byte
     * @return nanoseconds
     * @throws IllegalArgumentException if it cannot be sent in one message: a frame of more than 20 ms, an Opus packet that
     *     does not play 20 ms or a multiple of them, an MP3 file without a frame
     */
    public static long nanos(MediaFormat format, byte[] payload) {
        return switch (format.encoding()) {
            case MP3 -> Mp3Length.of(payload).nanos();
            case OPUS -> opusNanos(payload);
            case AMR_WB -> FRAME_NANOS;
            default -> frameNanos(format, payload.length);
        };
    }

    private static long opusNanos(byte[] packet) {
        long nanos = OpusPacket.nanos(packet);
        if (nanos == 0 || nanos % FRAME_NANOS != 0) {
            throw new IllegalArgumentException("an Opus packet plays " + nanos / 1000
                    + " µs, and a message has to play 20 ms or a multiple of them");
        }
        return nanos;
    }

    private static long frameNanos(MediaFormat format, int lengthBytes) {
        if (lengthBytes > format.bytesPerFrame()) {
            throw new IllegalArgumentException(
                    "a payload has " + lengthBytes + " bytes, a frame of 20 ms has " + format.bytesPerFrame());
        }
        return FRAME_NANOS * lengthBytes / format.bytesPerFrame();
    }
}

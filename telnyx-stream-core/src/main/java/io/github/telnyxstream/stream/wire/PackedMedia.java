package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.stream.event.Track;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A media message that has to wait, in one array: without the objects and the room of one that is filled again and again. The
 * id of the stream is not in it, for all messages of a session have the same. Thread-safe.
 */
public final class PackedMedia {
    private static final int TRACK_BYTES = 1;

    private PackedMedia() {}

    /**
     * Packs a message.
     *
     * @param message not changed, and not needed any more
     * @return all of it but the stream's id
     */
    public static byte[] of(MediaMessage message) {
        int head = TRACK_BYTES
                + length(message.lostBefore())
                + length(message.sequenceNumber)
                + length(message.chunk)
                + length(message.timestamp)
                + Long.BYTES;
        byte[] packed = new byte[head + message.payloadBytes];
        ByteBuffer to = ByteBuffer.wrap(packed).put((byte) (message.track == Track.INBOUND ? 0 : 1));
        put(message.lostBefore(), to);
        put(message.sequenceNumber, to);
        put(message.chunk, to);
        put(message.timestamp, to);
        to.putLong(message.arrivedNanos()).put(message.payload, 0, message.payloadBytes);
        return packed;
    }

    /**
     * Unpacks a message.
     *
     * @param packed what {@link #of} made
     * @param streamId the id of its stream
     * @param into is overwritten
     */
    public static void unpack(byte[] packed, @Nullable String streamId, MediaMessage into) {
        into.clear();
        into.streamId = streamId;
        into.track = track(packed);
        ByteBuffer from = ByteBuffer.wrap(packed).position(TRACK_BYTES);
        into.addLostBefore((int) get(from));
        into.sequenceNumber = get(from);
        into.chunk = get(from);
        into.timestamp = get(from);
        into.arrivedAt(from.getLong());
        into.payloadBytes = from.remaining();
        from.get(into.room(into.payloadBytes), 0, into.payloadBytes);
    }

    /**
     * Whose audio it is.
     *
     * @param packed what {@link #of} made
     * @return the track
     */
    public static Track track(byte[] packed) {
        return packed[0] == 0 ? Track.INBOUND : Track.OUTBOUND;
    }

    /**
     * How many frames are missing before it.
     *
     * @param packed what {@link #of} made
     * @return frames
     */
    public static int lostBefore(byte[] packed) {
        return (int) get(ByteBuffer.wrap(packed).position(TRACK_BYTES));
    }

    /** Seven bits a byte, the least first; by one more, because -1 stands for what is not there. */
    private static void put(long value, ByteBuffer to) {
        long rest = value + 1;
        while (rest >>> 7 != 0) {
            to.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    private static int length(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value + 1 | 1) + 6) / 7;
    }

    private static long get(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value - 1;
            }
        }
    }
}

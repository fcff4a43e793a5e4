package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.stream.event.Track;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a media message looked that the {@link MediaScanner} has read: whatever stood between its numbers and its payload. The
 * next message of the same stream and track looks the same, and a few comparisons of long stretches tell. What this one
 * accepts, the scanner reads to the same. <b>Threads:</b> one at a time.
 */
final class MediaShape {
    /** What stands between two stretches. */
    enum Gap {
        SEQUENCE,
        CHUNK,
        TIMESTAMP,
        PAYLOAD
    }

    /** Where the gaps of the message are that is being read, in the order of the text. */
    static final class Gaps {
        private final Gap[] gaps = new Gap[Gap.values().length];
        private final int[] begins = new int[gaps.length];
        private final int[] ends = new int[gaps.length];
        private int count;

        void clear() {
            count = 0;
        }

        /** Each kind once: the scanner refuses a second. */
        void add(Gap gap, int begin, int end) {
            gaps[count] = gap;
            begins[count] = begin;
            ends[count++] = end;
        }
    }

    private final Gap[] gaps;
    /** One more than gaps: the last stands behind the last of them. */
    private final byte[][] stretches;

    private final int tailBytes;
    private final @Nullable String streamId;
    private final Track track;

    MediaShape(byte[] text, int offset, int end, Gaps found, MediaMessage read) {
        this.gaps = Arrays.copyOf(found.gaps, found.count);
        this.stretches = new byte[gaps.length + 1][];
        int at = offset;
        for (int k = 0; k < gaps.length; k++) {
            stretches[k] = Arrays.copyOfRange(text, at, found.begins[k]);
            at = found.ends[k];
        }
        stretches[gaps.length] = Arrays.copyOfRange(text, at, end);
        this.tailBytes = end - at;
        this.streamId = read.streamId;
        this.track = read.track;
    }

    /** Reads the message; false when it looks different, and what was written then means nothing. */
    boolean scan(byte[] text, int offset, int end, MediaMessage into, Base64Payload base64) {
        into.clear(streamId, track);
        int at = offset;
        for (int k = 0; k < gaps.length; k++) {
            byte[] stretch = stretches[k];
            if (!MediaScanner.is(stretch, text, at, end)) {
                return false;
            }
            at += stretch.length;
            int next = gaps[k] == Gap.PAYLOAD
                    ? payload(k, text, at, end, into, base64)
                    : number(gaps[k], text, at, end, into);
            if (next < 0) {
                return false;
            }
            at = next;
        }
        return end - at == tailBytes && MediaScanner.is(stretches[gaps.length], text, at, end);
    }

    /** The payload ends where the tail begins, or at the next quote; the decoder refuses one inside. */
    private int payload(int gap, byte[] text, int from, int end, MediaMessage into, Base64Payload base64) {
        int quote = gap == gaps.length - 1 ? end - tailBytes : from;
        while (quote >= from && quote < end && text[quote] != '"') {
            quote++;
        }
        return quote >= from && quote < end && base64.decode(text, from, quote - from, into) ? quote : -1;
    }

    private static int number(Gap gap, byte[] text, int from, int end, MediaMessage into) {
        int at = from;
        long value = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + (text[at++] - '0');
        }
        int digits = at - from;
        if (digits == 0 || digits > MediaScanner.MAX_DIGITS || (text[from] == '0' && digits > 1)) {
            return -1;
        }
        switch (gap) {
            case SEQUENCE -> into.sequenceNumber = value;
            case CHUNK -> into.chunk = value;
            default -> into.timestamp = value;
        }
        return at;
    }
}

package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaShape.Gap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the media message as Telnyx writes it, by comparing it with the documented shape: no white space, no escapes, the
 * kind first, known fields only, each once, in any order. Whatever is otherwise is not its business; the general reader
 * takes it. What this one accepts, the general reader reads to the same.
 *
 * <p>Fast because it compares whole stretches instead of lexing names: first all that stands between the numbers with the
 * message before ({@link MediaShape}), and only where that looked different field by field.
 * <b>Threads:</b> one at a time.
 */
final class MediaScanner {
    private static final byte[] HEAD = ascii("{\"event\":\"media\"");
    private static final byte[] SEQUENCE = ascii(",\"sequence_number\":");
    private static final byte[] STREAM = ascii(",\"stream_id\":\"");
    private static final byte[] MEDIA = ascii(",\"media\":{");
    private static final byte[] TRACK_INBOUND = ascii("\"track\":\"inbound\"");
    private static final byte[] TRACK_OUTBOUND = ascii("\"track\":\"outbound\"");
    private static final byte[] CHUNK = ascii("\"chunk\":");
    private static final byte[] TIMESTAMP = ascii("\"timestamp\":");
    private static final byte[] PAYLOAD = ascii("\"payload\":\"");

    private static final int SEEN_SEQUENCE = 1;
    private static final int SEEN_STREAM = 2;
    private static final int SEEN_MEDIA = 4;
    private static final int SEEN_TRACK = 8;
    private static final int SEEN_CHUNK = 16;
    private static final int SEEN_TIMESTAMP = 32;
    private static final int SEEN_PAYLOAD = 64;

    /** As many digits always fit a long. */
    static final int MAX_DIGITS = 18;

    private static final int MAX_STREAM_ID_CHARS = 64;
    /** Who writes every message differently has none of them remembered. */
    private static final int LEARN_AFTER = 64;

    private final Base64Payload base64;
    private final MediaShape.Gaps gaps = new MediaShape.Gaps();
    private @Nullable MediaShape likely;
    /** Of the other track. */
    private @Nullable MediaShape second;

    private int unlike = LEARN_AFTER;
    private byte[] lastStreamId = new byte[0];
    private @Nullable String lastStreamIdText;
    private int lastPayloadChars;
    private long number;

    MediaScanner(Base64Payload base64) {
        this.base64 = base64;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the message; false when it is not of the shape, and what was written then means nothing. */
    boolean scan(byte[] text, int offset, int lengthBytes, MediaMessage into) {
        int end = offset + lengthBytes;
        if (likely != null && likely.scan(text, offset, end, into, base64)) {
            return true;
        }
        if (second != null && second.scan(text, offset, end, into, base64)) {
            MediaShape before = likely;
            likely = second;
            second = before;
            return true;
        }
        if (!scanFields(text, offset, end, into)) {
            return false;
        }
        if (++unlike > LEARN_AFTER || second == null) {
            unlike = 0;
            second = likely;
            likely = new MediaShape(text, offset, end, gaps, into);
        }
        return true;
    }

    private boolean scanFields(byte[] text, int offset, int end, MediaMessage into) {
        if (!is(HEAD, text, offset, end)) {
            return false;
        }
        gaps.clear();
        into.clear();
        int at = offset + HEAD.length;
        int seen = 0;
        while (at > 0 && at < end - 1) {
            int field = topField(text, at, end);
            if (field == 0 || (seen & field) != 0) {
                return false;
            }
            seen |= field;
            at = switch (field) {
                case SEEN_SEQUENCE -> {
                    int next = number(Gap.SEQUENCE, text, at + SEQUENCE.length, end);
                    into.sequenceNumber = number;
                    yield next;
                }
                case SEEN_STREAM -> streamId(text, at + STREAM.length, end, into);
                default -> media(text, at + MEDIA.length, end, into);
            };
        }
        return at == end - 1 && text[at] == '}' && (seen & SEEN_MEDIA) != 0;
    }

    /** Two letters tell which field it can only be; then the whole of its name is compared. */
    private static int topField(byte[] text, int at, int end) {
        if (end - at < 4) {
            return 0;
        }
        if (text[at + 2] == 'm') {
            return is(MEDIA, text, at, end) ? SEEN_MEDIA : 0;
        }
        if (text[at + 3] == 'e') {
            return is(SEQUENCE, text, at, end) ? SEEN_SEQUENCE : 0;
        }
        return is(STREAM, text, at, end) ? SEEN_STREAM : 0;
    }

    /** Reads the inner object; returns the index after its end, or -1. */
    private int media(byte[] text, int from, int end, MediaMessage into) {
        int seen = 0;
        int at = from;
        while (at > 0 && at < end) {
            int field = mediaField(text, at, end);
            if (field == 0 || (seen & field) != 0) {
                return -1;
            }
            seen |= field;
            at = mediaValue(field, text, at, end, into);
            if (at < 0 || at >= end || text[at] == '}') {
                break;
            }
            at = text[at] == ',' ? at + 1 : -1;
        }
        return at > 0 && at < end && (seen & SEEN_PAYLOAD) != 0 ? at + 1 : -1;
    }

    private static int mediaField(byte[] text, int at, int end) {
        if (end - at < 10) {
            return 0;
        }
        switch (text[at + 1]) {
            case 'p' -> {
                return is(PAYLOAD, text, at, end) ? SEEN_PAYLOAD : 0;
            }
            case 'c' -> {
                return is(CHUNK, text, at, end) ? SEEN_CHUNK : 0;
            }
            default -> {
                if (text[at + 2] == 'i') {
                    return is(TIMESTAMP, text, at, end) ? SEEN_TIMESTAMP : 0;
                }
                byte[] track = text[at + 9] == 'i' ? TRACK_INBOUND : TRACK_OUTBOUND;
                return is(track, text, at, end) ? SEEN_TRACK : 0;
            }
        }
    }

    /** The index after the value, or -1. */
    private int mediaValue(int field, byte[] text, int at, int end, MediaMessage into) {
        switch (field) {
            case SEEN_TRACK -> {
                boolean inbound = text[at + 9] == 'i';
                into.track = inbound ? Track.INBOUND : Track.OUTBOUND;
                return at + (inbound ? TRACK_INBOUND : TRACK_OUTBOUND).length;
            }
            case SEEN_CHUNK -> {
                int next = number(Gap.CHUNK, text, at + CHUNK.length, end);
                into.chunk = number;
                return next;
            }
            case SEEN_TIMESTAMP -> {
                int next = number(Gap.TIMESTAMP, text, at + TIMESTAMP.length, end);
                into.timestamp = number;
                return next;
            }
            default -> {
                return payload(text, at + PAYLOAD.length, end, into);
            }
        }
    }

    /** The whole number there, in quotes or not, into {@link #number}; the index after it, or -1. */
    private int number(Gap gap, byte[] text, int from, int end) {
        if (from >= end) {
            return -1;
        }
        boolean quoted = text[from] == '"';
        int first = quoted ? from + 1 : from;
        int at = first;
        long value = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + (text[at++] - '0');
        }
        int digits = at - first;
        boolean plain = digits > 0 && digits <= MAX_DIGITS && (text[first] != '0' || digits == 1) && at < end;
        if (!plain || (quoted && text[at] != '"')) {
            return -1;
        }
        number = value;
        gaps.add(gap, first, at);
        return quoted ? at + 1 : at;
    }

    private int streamId(byte[] text, int from, int end, MediaMessage into) {
        int likelyEnd = from + lastStreamId.length;
        if (lastStreamIdText != null
                && likelyEnd < end
                && text[likelyEnd] == '"'
                && is(lastStreamId, text, from, end)) {
            into.streamId = lastStreamIdText;
            return likelyEnd + 1;
        }
        int at = from;
        while (at < end && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        if (at >= end || text[at] != '"' || at - from > MAX_STREAM_ID_CHARS) {
            return -1;
        }
        lastStreamId = Arrays.copyOfRange(text, from, at);
        lastStreamIdText = new String(lastStreamId, StandardCharsets.US_ASCII);
        into.streamId = lastStreamIdText;
        return at + 1;
    }

    private int payload(byte[] text, int from, int end, MediaMessage into) {
        int quote = likelyQuote(text, from, end);
        if (quote < 0 || !base64.decode(text, from, quote - from, into)) {
            quote = from;
            while (quote < end && text[quote] != '"') {
                quote++;
            }
            if (quote == end || !base64.decode(text, from, quote - from, into)) {
                return -1;
            }
        }
        lastPayloadChars = quote - from;
        gaps.add(Gap.PAYLOAD, from, quote);
        return quote + 1;
    }

    /** A quote where the last payload ended, or in front of the end; the decoder will tell whether there is another before. */
    private int likelyQuote(byte[] text, int from, int end) {
        int last = from + lastPayloadChars;
        if (last < end && text[last] == '"') {
            return last;
        }
        return end - 3 >= from && text[end - 3] == '"' ? end - 3 : -1;
    }

    static boolean is(byte[] expected, byte[] text, int at, int end) {
        return end - at >= expected.length
                && Arrays.equals(text, at, at + expected.length, expected, 0, expected.length);
    }
}

package io.github.telnyxstream.stream.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Decodes payloads into a message, by the JDK's decoder: it has an intrinsic, and is as strict as RFC 4648, section 4
 * asks: nothing after the padding, no character of another alphabet. <b>Threads:</b> one at a time.
 */
final class Base64Payload {
    /** An array that one odd message has made longer is not kept. */
    private static final int MAX_KEPT_CHARS = 16 << 10;

    private byte[] exact = new byte[0];

    /** Decodes; false, with nothing decoded, when that is no base64. */
    boolean decode(byte[] text, int offset, int lengthBytes, MediaMessage into) {
        // the decoder takes whole arrays only
        byte[] chars = exactly(lengthBytes);
        System.arraycopy(text, offset, chars, 0, lengthBytes);
        return decode(chars, into);
    }

    /**
     * Decodes the string that begins with the quote there, where it is as long as the payload before: the decoder refuses a
     * quote inside, and an escape. False, with nothing decoded, when it is not, or is no base64.
     */
    boolean decodeLikeLast(byte[] text, int quote, int end, MediaMessage into) {
        int from = quote + 1;
        int likelyEnd = from + exact.length;
        return likelyEnd < end
                && text[quote] == '"'
                && text[likelyEnd] == '"'
                && decode(text, from, exact.length, into);
    }

    /** Decodes; false, with nothing decoded, when that is no base64. */
    boolean decode(String text, MediaMessage into) {
        // what is no byte becomes a question mark, which is not of the alphabet either
        return decode(text.getBytes(StandardCharsets.ISO_8859_1), into);
    }

    private byte[] exactly(int length) {
        byte[] chars = exact.length == length ? exact : new byte[length];
        if (length <= MAX_KEPT_CHARS) {
            exact = chars;
        }
        return chars;
    }

    private static boolean decode(byte[] chars, MediaMessage into) {
        try {
            into.payloadBytes = Base64.getDecoder().decode(chars, into.room(decodedBytes(chars)));
            return true;
        } catch (IllegalArgumentException notBase64) {
            into.payloadBytes = 0;
            return false;
        }
    }

    /** What the decoder asks for, and not a byte more: frames that wait take as much. */
    private static int decodedBytes(byte[] chars) {
        int length = chars.length;
        int missing = (4 - length % 4) % 4;
        if (length >= 2 && chars[length - 1] == '=') {
            missing = chars[length - 2] == '=' ? 2 : 1;
        }
        return (length + 3) / 4 * 3 - missing;
    }
}

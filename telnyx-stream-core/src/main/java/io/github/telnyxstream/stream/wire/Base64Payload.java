package io.github.telnyxstream.stream.wire;

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

    /** Decodes; false, with nothing decoded, when that is no base64. */
    boolean decode(char[] text, int offset, int length, MediaMessage into) {
        byte[] chars = exactly(length);
        for (int k = 0; k < length; k++) {
            char c = text[offset + k];
            chars[k] = c < 0x80 ? (byte) c : 0;
        }
        return decode(chars, into);
    }

    private byte[] exactly(int length) {
        byte[] chars = exact.length == length ? exact : new byte[length];
        if (length <= MAX_KEPT_CHARS) {
            exact = chars;
        }
        return chars;
    }

    private static boolean decode(byte[] chars, MediaMessage into) {
        byte[] room = into.room((chars.length + 3) / 4 * 3);
        try {
            into.payloadBytes = Base64.getDecoder().decode(chars, room);
            return true;
        } catch (IllegalArgumentException notBase64) {
            into.payloadBytes = 0;
            return false;
        }
    }
}

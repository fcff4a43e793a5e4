package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single values leniently: Telnyx writes some numbers as strings, and which ones is not a promise. */
final class Fields {
    /** A number as RFC 8259, section 6 writes it. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    /** Longer than any number that has a meaning here. */
    private static final int MAX_NUMBER_CHARS = 40;

    private Fields() {}

    /** The scalar as text; null for null and for anything that is no scalar, which is skipped. */
    static @Nullable String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** Like {@link #text}, of a field that hardly ever changes. */
    static @Nullable String text(JsonParser parser, RepeatedText before) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? before.of(parser) : text(parser);
    }

    /** The scalar of that name in the object at the parser's position, as text; null when there is none. */
    static @Nullable String textIn(JsonParser parser, String wanted) throws IOException {
        String found = null;
        if (enterObject(parser)) {
            for (String field = nextField(parser); field != null; field = nextField(parser)) {
                String value = text(parser);
                found = field.equalsIgnoreCase(wanted) ? value : found;
            }
        }
        return found;
    }

    /**
     * A whole number from 0 on, given as a JSON number or as a string that holds one; -1 for null and for the empty string,
     * and for anything else, which is noted as odd: the field is not worth the message.
     */
    static long count(JsonParser parser, String name, Envelope envelope) throws IOException {
        if (parser.currentToken().isStructStart()) {
            envelope.odd(name + " is not a number");
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            long plain = shortAndPlain(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            if (plain >= 0) {
                return plain;
            }
        }
        String text = text(parser);
        return text == null || text.isBlank() ? -1 : countOf(text.strip(), name, envelope);
    }

    private static long countOf(String text, String name, Envelope envelope) {
        long plain = shortAndPlain(text.toCharArray(), 0, text.length());
        if (plain >= 0) {
            return plain;
        }
        if (!NUMBER.matcher(text).matches()) {
            envelope.odd(name + " is not a number");
            return -1;
        }
        long value = -1;
        try {
            // a long one is not even looked at: its digits would cost more than their count
            value = text.length() > MAX_NUMBER_CHARS ? -1 : new BigDecimal(text).longValueExact();
        } catch (ArithmeticException notWholeOrTooLarge) {
            envelope.odd(name + " is not a whole number that means anything");
            return -1;
        }
        if (value < 0) {
            envelope.odd(name + " is not a whole number that means anything");
            return -1;
        }
        return value;
    }

    /** The number, as nearly all of them are written; -1 for anything else. */
    private static long shortAndPlain(char[] text, int offset, int length) {
        if (length == 0 || length > 18 || (text[offset] == '0' && length > 1)) {
            return -1;
        }
        long value = 0;
        for (int k = offset; k < offset + length; k++) {
            if (text[k] < '0' || text[k] > '9') {
                return -1;
            }
            value = value * 10 + (text[k] - '0');
        }
        return value;
    }

    /** Like {@link #count}, for values that fit an int. */
    static int smallCount(JsonParser parser, String name, Envelope envelope) throws IOException {
        long value = count(parser, name, envelope);
        if (value != (int) value) {
            envelope.odd(name + " is not a whole number that means anything");
            return -1;
        }
        return (int) value;
    }

    /** Moves into the object at the parser's position; false, with the value skipped, when there is none. */
    static boolean enterObject(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    /** The next field's name with the parser on its value; null at the end of the object. */
    static @Nullable String nextField(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.FIELD_NAME) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }
}

package io.github.telnyxstream.stream.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads single values leniently: Telnyx writes some numbers as strings, and which ones is not a promise. */
final class Fields {
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

    /** A whole number, given as a number or as a string; -1 for null and for the empty string. */
    static long integer(JsonParser parser, String field) throws IOException {
        String text = text(parser);
        if (text == null || text.isBlank()) {
            return -1;
        }
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException notWhole) {
            return wholeNumberOf(text.trim(), field);
        }
    }

    private static long wholeNumberOf(String text, String field) throws InvalidFieldException {
        try {
            double value = Double.parseDouble(text);
            if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
                return (long) value;
            }
        } catch (NumberFormatException notANumber) {
            throw new InvalidFieldException(field + " is not a number");
        }
        throw new InvalidFieldException(field + " is not a whole number");
    }

    /** Like {@link #integer}, for values that fit an int. */
    static int smallInteger(JsonParser parser, String field) throws IOException {
        long value = integer(parser, field);
        if (value != (int) value) {
            throw new InvalidFieldException(field + " is out of range");
        }
        return (int) value;
    }

    /**
     * Moves into the object at the parser's position; false, with the value skipped, when there is none.
     */
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

package io.github.telnyxstream.callcontrol.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object read leniently: a field that is missing, null or of another shape than asked for reads as absent, and
 * what nobody could read stays in {@link #rest()}, so that nothing is lost; a null that was asked for is read. One thread at a
 * time.
 */
public final class JsonFields {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,6})?");
    private static final int MAX_NUMBER_CHARS = 100;
    private static final int MAX_DIGITS = 40;

    private final JsonNode node;
    private final Set<String> taken = new HashSet<>();

    /**
     * The fields of a node.
     *
     * @param node any node; one that is no object has no fields
     */
    public JsonFields(JsonNode node) {
        this.node = node;
    }

    /** The value of a field; null when it is missing, or null itself, which then counts as read. */
    private @Nullable JsonNode present(String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isNull()) {
            return value;
        }
        taken.add(name);
        return null;
    }

    /**
     * A text; numbers and booleans are read as their JSON text, since Telnyx writes some figures either way.
     *
     * @param name field name
     * @return the text, or null when absent
     */
    public @Nullable String text(String name) {
        JsonNode value = present(name);
        if (value == null || !value.isValueNode()) {
            return null;
        }
        taken.add(name);
        return value.asText();
    }

    /**
     * A text where absence needs no telling apart.
     *
     * @param name field name
     * @return the text, or an empty text when absent
     */
    public String textOrEmpty(String name) {
        String text = text(name);
        return text == null ? "" : text;
    }

    /**
     * A point in time, ISO-8601 with any offset.
     *
     * @param name field name
     * @return the instant, or null when absent or not a date
     */
    public @Nullable Instant instant(String name) {
        JsonNode value = present(name);
        if (value == null || !value.isTextual()) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(value.asText()).toInstant();
            taken.add(name);
            return instant;
        } catch (DateTimeException notADate) {
            return null; // stays in rest(), as it was
        }
    }

    /**
     * A whole number, also when written as a string.
     *
     * @param name field name
     * @return the number, or null when absent or not a whole number
     */
    public @Nullable Long whole(String name) {
        BigDecimal number = decimal(name);
        // a number of more digits is none, and one with a huge exponent must not be written out
        if (number == null || Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS) {
            return null;
        }
        try {
            long whole = number.longValueExact();
            taken.add(name);
            return whole;
        } catch (ArithmeticException fractionOrTooLarge) {
            return null; // stays in rest(), as it was
        }
    }

    /**
     * A number, also when written as a string.
     *
     * @param name field name
     * @return the number, or null when absent, not a number, or beyond what a double can hold
     */
    public @Nullable Double number(String name) {
        BigDecimal number = decimal(name);
        double value = number == null ? Double.NaN : number.doubleValue();
        if (!Double.isFinite(value)) {
            return null; // stays in rest(), as it was
        }
        taken.add(name);
        return value;
    }

    /** A number of JSON's (RFC 8259 section 6), as itself or in a text; Java's own spellings are none. */
    private @Nullable BigDecimal decimal(String name) {
        JsonNode value = present(name);
        if (value == null || !(value.isNumber() || value.isTextual())) {
            return null;
        }
        String text = value.asText();
        return text.length() <= MAX_NUMBER_CHARS && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /**
     * A boolean, also when written as a string.
     *
     * @param name field name
     * @return the value, or null when absent or neither true nor false
     */
    public @Nullable Boolean flag(String name) {
        JsonNode value = present(name);
        if (value == null || !(value.isBoolean() || value.isTextual())) {
            return null;
        }
        String text = value.asText();
        if (!text.equals("true") && !text.equals("false")) {
            return null;
        }
        taken.add(name);
        return text.equals("true");
    }

    /**
     * A nested object.
     *
     * @param name field name
     * @return its fields; none when absent or not an object
     */
    public JsonFields object(String name) {
        JsonNode value = present(name);
        if (value != null && value.isObject()) {
            taken.add(name);
        }
        return new JsonFields(node.path(name));
    }

    /**
     * The elements of a list of objects.
     *
     * @param name field name
     * @return one entry per element that is an object; empty when absent or not a list
     */
    public List<JsonFields> objects(String name) {
        JsonNode value = present(name);
        List<JsonFields> elements = new ArrayList<>();
        if (value == null || !value.isArray()) {
            return elements;
        }
        value.forEach(element -> {
            if (element.isObject()) {
                elements.add(new JsonFields(element));
            }
        });
        if (elements.size() == value.size()) {
            taken.add(name); // otherwise it stays in rest() as it was
        }
        return elements;
    }

    /**
     * A list of texts.
     *
     * @param name field name
     * @return the texts; empty when absent or not a list
     */
    public List<String> texts(String name) {
        JsonNode value = present(name);
        List<String> elements = new ArrayList<>();
        if (value != null && value.isArray()) {
            taken.add(name);
            value.forEach(element -> elements.add(element.isTextual() ? element.asText() : element.toString()));
        }
        return Collections.unmodifiableList(elements);
    }

    /**
     * Whether the object has the field, whatever its shape.
     *
     * @param name field name
     * @return true if it is there and not null
     */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** {@return whether there is an object at all: true if this stands for a JSON object} */
    public boolean isObject() {
        return node.isObject();
    }

    /** {@return what has not been read by name so far, field name to JSON text, in document order} */
    public Map<String, String> rest() {
        if (!node.isObject()) {
            return Map.of();
        }
        Map<String, String> rest = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!taken.contains(name)) {
                rest.put(name, node.path(name).toString());
            }
        });
        return Collections.unmodifiableMap(rest);
    }
}

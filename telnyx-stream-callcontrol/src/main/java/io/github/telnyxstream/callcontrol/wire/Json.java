package io.github.telnyxstream.callcontrol.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into trees and writes plain maps as JSON. Thread-safe. */
public final class Json {

    private static final int MAX_DEPTH = 64;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    /** Keeps every digit, so that what nobody reads by name can be handed on as it came. */
    private static final ObjectReader TREES = MAPPER.reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private Json() {}

    /**
     * Reads one JSON value that fills the whole input.
     *
     * @param utf8 JSON text
     * @return the value; a missing node for empty input
     * @throws IOException if the input is not one JSON value, or is nested deeper than 64 levels
     */
    public static JsonNode read(byte[] utf8) throws IOException {
        try (JsonParser parser = MAPPER.getFactory().createParser(utf8)) {
            JsonNode tree = TREES.readTree(parser);
            if (tree == null) {
                return MAPPER.missingNode();
            }
            JsonToken rest = parser.nextToken();
            if (rest != null) {
                throw new IOException("something follows the JSON value");
            }
            return tree;
        }
    }

    /**
     * Writes a map whose values are strings, numbers, booleans, nulls, lists and maps of the same.
     *
     * @param values the members in order
     * @return JSON text
     * @throws IllegalArgumentException for a value of another type
     */
    public static byte[] write(Map<String, ? extends @Nullable Object> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = MAPPER.getFactory().createGenerator(out)) {
            write(generator, values);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return out.toByteArray();
    }

    /**
     * Writes any object that Jackson can.
     *
     * @param value such as a record
     * @return JSON text
     * @throws IllegalArgumentException if it cannot
     */
    public static byte[] writeObject(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException notWritable) {
            throw new IllegalArgumentException(value.getClass() + " cannot be JSON", notWritable);
        }
    }

    /**
     * Reads an object of a type.
     *
     * @param <T> the type
     * @param utf8 JSON text
     * @param type such as a record
     * @return the object
     * @throws IOException if it is not such an object, or something follows it
     */
    public static <T> T readObject(byte[] utf8, Class<T> type) throws IOException {
        T value = MAPPER.readerFor(type)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(utf8);
        if (value == null) {
            throw new IOException("null is no object");
        }
        return value;
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else if (value instanceof Iterable<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.writeFieldName(String.valueOf(member.getKey()));
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else {
            throw new IllegalArgumentException("a JSON value cannot be a " + value.getClass());
        }
    }

    /**
     * Whether JSON has a number for it.
     *
     * @param number any number
     * @return false for infinities and what is not a number at all
     */
    public static boolean isWritable(Number number) {
        boolean floating = number instanceof Double || number instanceof Float;
        return !floating || Double.isFinite(number.doubleValue());
    }

    private static void writeNumber(JsonGenerator out, Number number) throws IOException {
        if (!isWritable(number)) {
            throw new IllegalArgumentException("a JSON number cannot be " + number);
        }
        if (number instanceof Double || number instanceof Float) {
            out.writeNumber(number.doubleValue());
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else {
            out.writeNumber(number.longValue());
        }
    }
}

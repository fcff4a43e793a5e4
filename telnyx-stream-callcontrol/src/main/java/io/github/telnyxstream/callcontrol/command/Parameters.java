package io.github.telnyxstream.callcontrol.command;

import io.github.telnyxstream.callcontrol.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The parameters of a command under the names Telnyx gives them, in the order they were set. Values are strings, numbers,
 * booleans, lists and maps of the same. Made by builders, which check them; what their {@code parameter} adds is sent as it is.
 * Immutable; equal when names and values are equal.
 */
public final class Parameters {

    private final Map<String, Object> values;

    Parameters(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** {@return all parameters: an unmodifiable map, JSON name to value} */
    public Map<String, Object> asMap() {
        return values;
    }

    /**
     * One parameter that is a text.
     *
     * @param name JSON name
     * @return the text, or empty when it was not set or is no text
     */
    public Optional<String> text(String name) {
        Objects.requireNonNull(name, "name");
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** One parameter at the top and all others in an object below it, which is how Telnyx nests an engine's settings. */
    Parameters split(String top, String nested) {
        Map<String, Object> below = new LinkedHashMap<>(values);
        Map<String, Object> split = new LinkedHashMap<>();
        split.put(top, Objects.requireNonNull(below.remove(top), top));
        if (!below.isEmpty()) {
            split.put(nested, below);
        }
        return new Parameters(split);
    }

    static Object plain(String name, Object value) {
        Objects.requireNonNull(value, name);
        if (value instanceof Number number && !Json.isWritable(number)) {
            throw new IllegalArgumentException(name + " is " + number + ", must be a finite number");
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof Parameters nested) {
            return nested.asMap();
        }
        if (value instanceof Iterable<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(name, element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> copy = new LinkedHashMap<>();
            members.forEach((key, member) -> copy.put(String.valueOf(key), plain(name, member)));
            return Collections.unmodifiableMap(copy);
        }
        throw new IllegalArgumentException(
                name + " cannot be a " + value.getClass().getName());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names only: values can be tokens, texts and phone numbers. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}

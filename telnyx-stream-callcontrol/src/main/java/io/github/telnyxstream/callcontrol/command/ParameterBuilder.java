package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all builders of this package share: typed setters that check a limit and name the parameter when it is broken. One
 * thread at a time.
 *
 * @param <C> what it builds
 * @param <B> the builder's own type
 */
public abstract class ParameterBuilder<C, B extends ParameterBuilder<C, B>> {

    /**
     * Longest {@code client_state} and {@code target_leg_client_state} in base64 characters: Telnyx documents no limit, so this
     * is a cautious one.
     */
    public static final int MAX_STATE_CHARS = 4096;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final Map<String, Object> values = new LinkedHashMap<>();

    private final Function<Parameters, C> maker;

    ParameterBuilder(Function<Parameters, C> maker) {
        this.maker = maker;
    }

    @SuppressWarnings("unchecked") // B is the builder's own type in every subclass, all of which are in this package
    private B self() {
        return (B) this;
    }

    /**
     * Adds a parameter that this version of the library does not know, or replaces one that it does; sent as it is.
     *
     * @param name JSON name: letters, digits, {@code _ . -}
     * @param value a string, finite number or boolean, or a list or map of the same
     * @return this builder
     * @throws IllegalArgumentException if the name is malformed or the value of another type
     */
    public B parameter(String name, Object value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("parameter name is " + name + ", must be letters, digits or _ . -");
        }
        return put(name, value);
    }

    final B put(String name, Object value) {
        Objects.requireNonNull(value, name);
        values.put(name, Parameters.plain(name, value));
        return self();
    }

    final @Nullable Object value(String name) {
        return values.get(name);
    }

    final B text(String name, String value, int maxLength) {
        checkText(name, value, maxLength);
        return put(name, value);
    }

    private static void checkText(String name, String value, int maxLength) {
        Objects.requireNonNull(value, name);
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > maxLength) {
            throw new IllegalArgumentException(name + " has " + length + " characters, must have 1 to " + maxLength);
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }

    /** A list of texts, each of which {@link #text} would take. */
    final B texts(String name, List<String> values, int maxLength) {
        Objects.requireNonNull(values, name);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + " must have at least one entry");
        }
        values.forEach(value -> checkText(name, value, maxLength));
        return put(name, values);
    }

    final B pattern(String name, String value, Pattern pattern, String meaning) {
        Objects.requireNonNull(value, name);
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must be " + meaning);
        }
        return put(name, value);
    }

    /** State that Telnyx repeats; it refuses what is not base64 with 90017. */
    final B state(String name, String base64) {
        Objects.requireNonNull(base64, name);
        if (base64.length() > MAX_STATE_CHARS) {
            throw new IllegalArgumentException(
                    name + " has " + base64.length() + " base64 characters, must have at most " + MAX_STATE_CHARS);
        }
        try {
            Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(name + " must be base64", notBase64);
        }
        if (base64.length() % 4 != 0) {
            throw new IllegalArgumentException(name + " must be base64 with its padding");
        }
        return put(name, base64);
    }

    final B link(String name, String value, String... schemes) {
        checkLink(name, value, schemes);
        return put(name, value);
    }

    static void checkLink(String name, String value, String... schemes) {
        Objects.requireNonNull(value, name);
        boolean known = false;
        for (String scheme : schemes) {
            known |= value.regionMatches(true, 0, scheme + "://", 0, scheme.length() + 3);
        }
        if (!known || value.length() > 2000) {
            throw new IllegalArgumentException(
                    name + " must be a " + String.join(" or ", schemes) + " address of at most 2000 characters");
        }
    }

    final B whole(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + min + " to " + max);
        }
        return put(name, value);
    }

    final B decimal(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + min + " to " + max);
        }
        return put(name, value);
    }

    final B seconds(String name, Duration value, long min, long max) {
        Objects.requireNonNull(value, name);
        if (value.getNano() != 0) {
            throw new IllegalArgumentException(name + " is " + value + ", must be whole seconds");
        }
        return whole(name, value.getSeconds(), min, max);
    }

    final B millis(String name, Duration value, long min, long max) {
        return put(name, wholeMillis(name, value, min, max));
    }

    static long wholeMillis(String name, Duration value, long min, long max) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(Duration.ofMillis(min)) < 0 || value.compareTo(Duration.ofMillis(max)) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + min + " to " + max + " ms");
        }
        long millis = value.toMillis();
        if (!Duration.ofMillis(millis).equals(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be whole milliseconds");
        }
        return millis;
    }

    final B choice(String name, WireName value) {
        Objects.requireNonNull(value, name);
        return put(name, value.wireName());
    }

    final B headers(String name, List<SipHeader> headers) {
        Objects.requireNonNull(headers, name);
        return put(name, headers.stream().map(SipHeader::asMap).toList());
    }

    final B atMostOneOf(String... names) {
        String first = null;
        for (String name : names) {
            if (values.containsKey(name)) {
                if (first != null) {
                    throw new IllegalArgumentException(first + " and " + name + " exclude each other");
                }
                first = name;
            }
        }
        return self();
    }

    final B oneOf(String... names) {
        for (String name : names) {
            if (values.containsKey(name)) {
                return atMostOneOf(names);
            }
        }
        throw new IllegalArgumentException("one of " + String.join(", ", names) + " is required");
    }

    final B onlyWith(String name, String needed) {
        if (values.containsKey(name) && !values.containsKey(needed)) {
            throw new IllegalArgumentException(name + " needs " + needed);
        }
        return self();
    }

    /** The reference of "Speak text" promises the basic level for plain text in American English only. */
    final B basicSpeaksPlainEnglishOnly() {
        if (!"basic".equals(values.get("service_level"))) {
            return self();
        }
        Object language = values.get("language");
        if (language != null && !"en-US".equals(language)) {
            throw new IllegalArgumentException("service_level basic speaks language en-US only");
        }
        if ("ssml".equals(values.get("payload_type"))) {
            throw new IllegalArgumentException("service_level basic speaks plain text only, not payload_type ssml");
        }
        return self();
    }

    final B inOrder(String least, String most) {
        if (values.get(least) instanceof Number low
                && values.get(most) instanceof Number high
                && low.longValue() > high.longValue()) {
            throw new IllegalArgumentException(least + " " + low + " is more than " + most + " " + high);
        }
        return self();
    }

    final B include(Parameters group) {
        group.asMap().forEach(this::put);
        return self();
    }

    /** Refuses what does not go together; each setter has checked its own value. */
    void check() {}

    /**
     * What was set, checked as a whole.
     *
     * @return the command or the settings
     * @throws IllegalArgumentException if parameters contradict each other or one is missing
     */
    public final C build() {
        check();
        return maker.apply(new Parameters(values));
    }
}

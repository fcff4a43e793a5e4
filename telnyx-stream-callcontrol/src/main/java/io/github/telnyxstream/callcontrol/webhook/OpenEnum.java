package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.stream.event.WireText;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a list to which Telnyx may add: the text as it came, and the constant if this version knows one. Immutable.
 *
 * @param <E> the known values; a constant stands for its name in small letters
 * @param text the text as it came; empty when the field was absent
 * @param constant the known value, or null
 */
public record OpenEnum<E extends Enum<E>>(
        String text, @Nullable E constant) {

    static <E extends Enum<E>> OpenEnum<E> of(Class<E> type, @Nullable String text) {
        Objects.requireNonNull(type, "type");
        if (text == null) {
            return new OpenEnum<>("", null);
        }
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(text)) {
                return new OpenEnum<>(text, candidate);
            }
        }
        return new OpenEnum<>(text, null);
    }

    /**
     * Whether it is this value.
     *
     * @param value the value asked for
     * @return true if so
     */
    public boolean is(E value) {
        Objects.requireNonNull(value, "value");
        return constant == value;
    }

    /** {@return the constant, or empty when the value was absent or is new} */
    public Optional<E> known() {
        return Optional.ofNullable(constant);
    }

    /** The text, cut and escaped. */
    @Override
    public String toString() {
        return WireText.shown(text);
    }
}

package io.github.telnyxstream.examples.simulation;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Values as people write them on a command line. */
final class Words {
    private Words() {}

    /** A time such as 500ms, 2s, 1.5s or 3m; a bare number is seconds. */
    static Duration time(String option, String text) {
        try {
            if (text.endsWith("ms")) {
                return notNegative(
                        option, text, Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2))));
            }
            String unit = text.matches(".*[a-z]") ? text : text + "s";
            return notNegative(option, text, Duration.parse("PT" + unit));
        } catch (NumberFormatException | DateTimeParseException odd) {
            throw new IllegalArgumentException(option + " is " + text + ", must be a time such as 2s or 500ms", odd);
        }
    }

    private static Duration notNegative(String option, String text, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(option + " is " + text + ", must not be negative");
        }
        return time;
    }
}

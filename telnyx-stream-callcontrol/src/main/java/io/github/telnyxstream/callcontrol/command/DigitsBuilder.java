package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the three gather commands share. One thread at a time.
 *
 * @param <C> what it builds
 * @param <B> the builder's own type
 */
public abstract class DigitsBuilder<C, B extends DigitsBuilder<C, B>> extends CommandBuilder<C, B> {

    private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]{1,16}");
    private static final Pattern ONE_KEY = Pattern.compile("[0-9A-D*#]?");

    DigitsBuilder(Function<Parameters, C> maker) {
        super(maker);
    }

    /**
     * Fewest keys that count; 1 unless set.
     *
     * @param minimumDigits 1 to 128
     * @return this builder
     */
    public final B minimumDigits(int minimumDigits) {
        return whole("minimum_digits", minimumDigits, 1, 128);
    }

    /**
     * Most keys that are read; 128 unless set.
     *
     * @param maximumDigits 1 to 128
     * @return this builder
     */
    public final B maximumDigits(int maximumDigits) {
        return whole("maximum_digits", maximumDigits, 1, 128);
    }

    /**
     * Longest wait for the keys; 60 s unless set.
     *
     * @param timeout up to 10 minutes
     * @return this builder
     */
    public final B timeout(Duration timeout) {
        return millis("timeout_millis", timeout, 1, 600000);
    }

    /**
     * Longest wait between two keys; 5 s unless set.
     *
     * @param interDigitTimeout up to 10 minutes
     * @return this builder
     */
    public final B interDigitTimeout(Duration interDigitTimeout) {
        return millis("inter_digit_timeout_millis", interDigitTimeout, 1, 600000);
    }

    /**
     * The key that ends input early; {@code #} unless set.
     *
     * @param terminatingDigit one key, or empty for none
     * @return this builder
     */
    public final B terminatingDigit(String terminatingDigit) {
        return pattern("terminating_digit", terminatingDigit, ONE_KEY, "0 to 1 key of 0-9 A-D * #");
    }

    /**
     * Keys that count; {@code 0123456789#*} unless set.
     *
     * @param validDigits the keys, in any order
     * @return this builder
     */
    public final B validDigits(String validDigits) {
        return pattern("valid_digits", validDigits, KEYS, "keys of 0-9 A-D * #");
    }

    @Override
    void check() {
        inOrder("minimum_digits", "maximum_digits");
    }
}

package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;

/**
 * What keys {@link StreamSession#collectKeys} collects, and when it is done. The defaults: any number of keys up to 32, ended by
 * {@code #}, the first within 10 s, each further one within 5 s. Immutable.
 */
public final class KeyRules {
    /** As many keys as can be asked for. */
    public static final int MAX_KEYS = 128;

    private final int maxKeys;
    private final String terminators;
    private final Duration firstKey;
    private final Duration nextKey;

    private KeyRules(Builder builder) {
        this.maxKeys = builder.maxKeys;
        this.terminators = builder.terminators;
        this.firstKey = builder.firstKey;
        this.nextKey = builder.nextKey;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How many keys are enough.
     *
     * @return 32 by default
     */
    public int maxKeys() {
        return maxKeys;
    }

    /**
     * The keys that end the entry and are no part of it.
     *
     * @return {@code "#"} by default; empty for none
     */
    public String terminators() {
        return terminators;
    }

    /**
     * How long the first key may take.
     *
     * @return 10 s by default
     */
    public Duration firstKeyTimeout() {
        return firstKey;
    }

    /**
     * How long each further key may take.
     *
     * @return 5 s by default
     */
    public Duration nextKeyTimeout() {
        return nextKey;
    }

    /** Collects rules. One thread at a time. */
    public static final class Builder {
        private int maxKeys = 32;
        private String terminators = "#";
        private Duration firstKey = Duration.ofSeconds(10);
        private Duration nextKey = Duration.ofSeconds(5);

        private Builder() {}

        /**
         * Sets how many keys are enough.
         *
         * @param keys 1 to {@value KeyRules#MAX_KEYS}
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxKeys(int keys) {
            if (keys < 1 || keys > MAX_KEYS) {
                throw new IllegalArgumentException("maxKeys is " + keys + ", must be 1 to " + MAX_KEYS);
            }
            this.maxKeys = keys;
            return this;
        }

        /**
         * Sets the keys that end the entry.
         *
         * @param keys any of {@code 0-9 * # A-D}; empty for none
         * @return this
         * @throws IllegalArgumentException if there is another character
         */
        public Builder terminators(String keys) {
            Objects.requireNonNull(keys, "keys");
            if (!keys.matches("[0-9*#A-D]*")) {
                throw new IllegalArgumentException("terminators are keys of a telephone: 0-9 * # A-D");
            }
            this.terminators = keys;
            return this;
        }

        /**
         * Sets how long the first key may take.
         *
         * @param timeout positive, at most an hour
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder firstKeyTimeout(Duration timeout) {
            this.firstKey = positive("firstKeyTimeout", timeout);
            return this;
        }

        /**
         * Sets how long each further key may take.
         *
         * @param timeout positive, at most an hour
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder nextKeyTimeout(Duration timeout) {
            this.nextKey = positive("nextKeyTimeout", timeout);
            return this;
        }

        /**
         * The rules.
         *
         * @return what was collected
         */
        public KeyRules build() {
            return new KeyRules(this);
        }

        private static Duration positive(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", must be above 0 and up to an hour");
            }
            return value;
        }
    }
}

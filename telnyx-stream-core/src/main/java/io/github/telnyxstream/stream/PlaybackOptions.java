package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How one playback behaves. Immutable. */
public final class PlaybackOptions {
    private static final PlaybackOptions DEFAULTS = builder().build();
    private static final Duration SHORTEST_PROGRESS = Duration.ofMillis(100);

    private final boolean isProtected;
    private final Duration progressInterval;
    private final @Nullable Consumer<PlaybackPosition> progressListener;

    private PlaybackOptions(Builder builder) {
        this.isProtected = builder.isProtected;
        this.progressInterval = builder.progressInterval;
        this.progressListener = builder.progressListener;
    }

    /**
     * Can be interrupted, and reports no progress.
     *
     * @return the defaults
     */
    public static PlaybackOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Cannot be interrupted: a legal notice, a goodbye.
     *
     * @return the defaults, but protected
     */
    public static PlaybackOptions protectedFromBargeIn() {
        return builder().protectedFromBargeIn(true).build();
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
     * Whether {@link StreamSession#interrupt}, {@link StreamSession#hold} and {@link StreamSession#playNow} leave it untouched.
     *
     * @return false by default
     */
    public boolean isProtectedFromBargeIn() {
        return isProtected;
    }

    /**
     * How much of it plays from one progress mark to the next.
     *
     * @return zero by default, for none
     */
    public Duration progressInterval() {
        return progressInterval;
    }

    @Nullable
    Consumer<PlaybackPosition> progressListener() {
        return progressListener;
    }

    /** Collects options. One thread at a time. */
    public static final class Builder {
        private boolean isProtected;
        private Duration progressInterval = Duration.ZERO;
        private @Nullable Consumer<PlaybackPosition> progressListener;

        private Builder() {}

        /**
         * Protects it from barge-in: {@link StreamSession#interrupt} discards everything else, and this is heard to its end.
         *
         * @param isProtected whether it is protected
         * @return this
         */
        public Builder protectedFromBargeIn(boolean isProtected) {
            this.isProtected = isProtected;
            return this;
        }

        /**
         * Sends a mark of the engine's own at a fixed interval of audio, so that {@link PlaybackPosition#confirmed} keeps up with
         * what is heard.
         *
         * @param interval audio time between two marks, rounded down to frames of 20 ms
         * @param listener receives the position whenever such a mark comes back, serially with the listener's callbacks
         * @return this
         * @throws IllegalArgumentException if the interval is shorter than 100 ms
         */
        public Builder progress(Duration interval, Consumer<PlaybackPosition> listener) {
            Objects.requireNonNull(interval, "interval");
            if (interval.compareTo(SHORTEST_PROGRESS) < 0) {
                throw new IllegalArgumentException(
                        "interval is " + interval + ", must be at least " + SHORTEST_PROGRESS);
            }
            this.progressInterval = interval;
            this.progressListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * The options.
         *
         * @return what was collected
         */
        public PlaybackOptions build() {
            return new PlaybackOptions(this);
        }
    }
}

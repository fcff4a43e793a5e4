package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import java.time.Duration;
import java.util.Objects;

/** When what is played leaves, and how much of it may wait. The defaults fit speech. Immutable. */
public final class OutboundOptions {
    private final Duration lead;
    private final Duration maxCatchUp;
    private final Duration liveCushion;
    private final Duration maxLiveAudio;
    private final int maxWaitingPlaybacks;

    private OutboundOptions(Builder builder) {
        this.lead = builder.lead;
        // of the lead unless set: what a stall has eaten of it is given back at once
        this.maxCatchUp = builder.maxCatchUp.isZero() ? builder.lead : builder.maxCatchUp;
        this.liveCushion = builder.liveCushion;
        this.maxLiveAudio = builder.maxLiveAudio;
        this.maxWaitingPlaybacks = builder.maxWaitingPlaybacks;
    }

    /**
     * The defaults.
     *
     * @return options
     */
    public static OutboundOptions defaults() {
        return builder().build();
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
     * How far ahead of its playing a frame leaves.
     *
     * @return 160 ms by default
     */
    public Duration lead() {
        return lead;
    }

    /**
     * How much audio leaves within 20 ms at most after a stall of ours, beside the frame that is due.
     *
     * @return the lead by default: all that the stall has eaten at once
     */
    public Duration maxCatchUp() {
        return maxCatchUp;
    }

    /**
     * How much pushed audio is collected before the first of it leaves, so that pieces may come late by as much. What is less
     * leaves when it has waited for as long.
     *
     * @return 60 ms by default
     */
    public Duration liveCushion() {
        return liveCushion;
    }

    /**
     * How much pushed audio may wait in a live playback.
     *
     * @return 60 s by default
     */
    public Duration maxLiveAudio() {
        return maxLiveAudio;
    }

    /**
     * How many playbacks and marks may wait in one session.
     *
     * @return 1,000 by default
     */
    public int maxWaitingPlaybacks() {
        return maxWaitingPlaybacks;
    }

    /** Collects options. One thread at a time. */
    public static final class Builder {
        private Duration lead = Duration.ofMillis(160);
        private Duration maxCatchUp = Duration.ZERO;
        private Duration liveCushion = Duration.ofMillis(60);
        private Duration maxLiveAudio = Duration.ofSeconds(60);
        private int maxWaitingPlaybacks = 1000;

        private Builder() {}

        /**
         * Sets how far ahead of its playing a frame leaves.
         *
         * @param lead 20 ms, the length of a frame, to 5 s: with less, each frame would come when it should play already
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder lead(Duration lead) {
            this.lead = fromOneFrame("lead", lead);
            return this;
        }

        /**
         * Spreads catching up after a stall of ours, for a network that takes no bursts. The start of an utterance is not bound by
         * it.
         *
         * @param audio 20 ms, with less a late stream would stay late, to 5 s
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxCatchUp(Duration audio) {
            this.maxCatchUp = fromOneFrame("maxCatchUp", audio);
            return this;
        }

        /**
         * Sets how much pushed audio is collected before the first of it leaves.
         *
         * @param audio 0 to 5 s; more than the lead delays without making up for more
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder liveCushion(Duration audio) {
            this.liveCushion = upToFiveSeconds("liveCushion", audio);
            return this;
        }

        /**
         * Sets how much pushed audio may wait in a live playback.
         *
         * @param audio positive, at most an hour
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxLiveAudio(Duration audio) {
            this.maxLiveAudio = AcceptorOptions.positive("maxLiveAudio", audio);
            return this;
        }

        /**
         * Sets how many playbacks and marks may wait in one session.
         *
         * @param count 1 to 100,000
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxWaitingPlaybacks(int count) {
            this.maxWaitingPlaybacks = AcceptorOptions.inRange("maxWaitingPlaybacks", count, 100_000);
            return this;
        }

        /**
         * The options.
         *
         * @return what was collected
         */
        public OutboundOptions build() {
            return new OutboundOptions(this);
        }

        private static Duration fromOneFrame(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.toMillis() < MediaFormat.PTIME_MILLIS) {
                throw new IllegalArgumentException(
                        name + " is " + value + ", must be at least a frame of " + MediaFormat.PTIME_MILLIS + " ms");
            }
            return upToFiveSeconds(name, value);
        }

        private static Duration upToFiveSeconds(String name, Duration value) {
            Objects.requireNonNull(value, name);
            if (value.isNegative() || value.compareTo(Duration.ofSeconds(5)) > 0) {
                throw new IllegalArgumentException(name + " is " + value + ", must be 0 to 5 s");
            }
            return value;
        }
    }
}

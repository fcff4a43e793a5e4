package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;

/**
 * Collects key presses without playing anything. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record GatherCommand(Parameters parameters) implements CallCommand {

    /**
     * A builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The command with Telnyx's defaults.
     *
     * @return the command
     */
    public static GatherCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "gather";
    }

    /** Builds GatherCommand; one thread at a time. */
    public static final class Builder extends DigitsBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Longest wait for the first key; 5 s unless set.
         *
         * @param initialTimeout up to 2 minutes
         * @return this builder
         */
        public Builder initialTimeout(Duration initialTimeout) {
            return millis("initial_timeout_millis", initialTimeout, 1, 120000);
        }

        /**
         * Id that comes back in {@code call.gather.ended}.
         *
         * @param gatherId 1 to 40 characters
         * @return this builder
         */
        public Builder gatherId(String gatherId) {
            return text("gather_id", gatherId, 40);
        }

        /**
         * The checked command.
         *
         * @return the command
         * @throws IllegalArgumentException if parameters contradict each other or one is missing
         */
        public GatherCommand build() {
            checkDigits();
            return new GatherCommand(parameters());
        }
    }
}

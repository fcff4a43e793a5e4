package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;

/** Collects key presses without playing anything. Immutable. */
public final class GatherCommand extends CallCommand {

    private GatherCommand(Parameters parameters) {
        super("gather", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static GatherCommand of() {
        return builder().build();
    }

    /** Builds GatherCommand; one thread at a time. */
    public static final class Builder extends DigitsBuilder<GatherCommand, Builder> {

        private Builder() {
            super(GatherCommand::new);
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
    }
}

package io.github.telnyxstream.callcontrol.command;

/**
 * Stops what is playing on a call, also speech. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record PlaybackStopCommand(Parameters parameters) implements CallCommand {

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
    public static PlaybackStopCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "playback_stop";
    }

    /** Builds PlaybackStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * How much is stopped; all unless set.
         *
         * @param stop how much
         * @return this builder
         */
        public Builder stop(Stopping stop) {
            return choice("stop", stop);
        }

        /**
         * Whether the overlay is stopped instead.
         *
         * @param overlay true for the overlay
         * @return this builder
         */
        public Builder overlay(boolean overlay) {
            return put("overlay", overlay);
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public PlaybackStopCommand build() {
            return new PlaybackStopCommand(parameters());
        }
    }
}

package io.github.telnyxstream.callcontrol.command;

/** Stops what is playing on a call, also speech. Immutable. */
public final class PlaybackStopCommand extends CallCommand {

    private PlaybackStopCommand(Parameters parameters) {
        super("playback_stop", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static PlaybackStopCommand of() {
        return builder().build();
    }

    /** Builds PlaybackStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<PlaybackStopCommand, Builder> {

        private Builder() {
            super(PlaybackStopCommand::new);
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
    }
}

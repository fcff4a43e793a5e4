package io.github.telnyxstream.callcontrol.command;

/**
 * Stops transcribing. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record TranscriptionStopCommand(Parameters parameters) implements CallCommand {

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
    public static TranscriptionStopCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "transcription_stop";
    }

    /** Builds TranscriptionStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public TranscriptionStopCommand build() {
            return new TranscriptionStopCommand(parameters());
        }
    }
}

package io.github.telnyxstream.callcontrol.command;

/**
 * Pauses the recording of a call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record RecordPauseCommand(Parameters parameters) implements CallCommand {

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
    public static RecordPauseCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "record_pause";
    }

    /** Builds RecordPauseCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * One recording; all of the call unless set.
         *
         * @param recordingId its id
         * @return this builder
         */
        public Builder recordingId(String recordingId) {
            return text("recording_id", recordingId, 255);
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public RecordPauseCommand build() {
            return new RecordPauseCommand(parameters());
        }
    }
}

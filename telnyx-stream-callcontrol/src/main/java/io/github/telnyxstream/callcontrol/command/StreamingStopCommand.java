package io.github.telnyxstream.callcontrol.command;

/**
 * Ends media streams of a call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record StreamingStopCommand(Parameters parameters) implements CallCommand {

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
    public static StreamingStopCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "streaming_stop";
    }

    /** Builds StreamingStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * One stream; all of the call unless set.
         *
         * @param streamId its id
         * @return this builder
         */
        public Builder streamId(String streamId) {
            return text("stream_id", streamId, 255);
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public StreamingStopCommand build() {
            return new StreamingStopCommand(parameters());
        }
    }
}

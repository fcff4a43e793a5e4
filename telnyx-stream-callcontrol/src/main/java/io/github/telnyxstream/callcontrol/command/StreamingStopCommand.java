package io.github.telnyxstream.callcontrol.command;

/** Ends media streams of a call. Immutable. */
public final class StreamingStopCommand extends CallCommand {

    private StreamingStopCommand(Parameters parameters) {
        super("streaming_stop", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static StreamingStopCommand of() {
        return builder().build();
    }

    /** Builds StreamingStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<StreamingStopCommand, Builder> {

        private Builder() {
            super(StreamingStopCommand::new);
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
    }
}

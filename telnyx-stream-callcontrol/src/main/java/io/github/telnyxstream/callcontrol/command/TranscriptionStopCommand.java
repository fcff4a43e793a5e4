package io.github.telnyxstream.callcontrol.command;

/** Stops transcribing. Immutable. */
public final class TranscriptionStopCommand extends CallCommand {

    private TranscriptionStopCommand(Parameters parameters) {
        super("transcription_stop", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static TranscriptionStopCommand of() {
        return builder().build();
    }

    /** Builds TranscriptionStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<TranscriptionStopCommand, Builder> {

        private Builder() {
            super(TranscriptionStopCommand::new);
        }
    }
}

package io.github.telnyxstream.callcontrol.command;

/** Pauses the recording of a call. Immutable. */
public final class RecordPauseCommand extends CallCommand {

    private RecordPauseCommand(Parameters parameters) {
        super("record_pause", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static RecordPauseCommand of() {
        return builder().build();
    }

    /** Builds RecordPauseCommand; one thread at a time. */
    public static final class Builder extends RecordingBuilder<RecordPauseCommand, Builder> {

        private Builder() {
            super(RecordPauseCommand::new);
        }
    }
}

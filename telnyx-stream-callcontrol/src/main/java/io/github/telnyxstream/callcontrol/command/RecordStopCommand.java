package io.github.telnyxstream.callcontrol.command;

/** Stops recording a call. Immutable. */
public final class RecordStopCommand extends CallCommand {

    private RecordStopCommand(Parameters parameters) {
        super("record_stop", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static RecordStopCommand of() {
        return builder().build();
    }

    /** Builds RecordStopCommand; one thread at a time. */
    public static final class Builder extends RecordingBuilder<RecordStopCommand, Builder> {

        private Builder() {
            super(RecordStopCommand::new);
        }
    }
}

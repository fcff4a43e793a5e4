package io.github.telnyxstream.callcontrol.command;

/** Goes on with a paused recording. Immutable. */
public final class RecordResumeCommand extends CallCommand {

    private RecordResumeCommand(Parameters parameters) {
        super("record_resume", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static RecordResumeCommand of() {
        return builder().build();
    }

    /** Builds RecordResumeCommand; one thread at a time. */
    public static final class Builder extends RecordingBuilder<RecordResumeCommand, Builder> {

        private Builder() {
            super(RecordResumeCommand::new);
        }
    }
}

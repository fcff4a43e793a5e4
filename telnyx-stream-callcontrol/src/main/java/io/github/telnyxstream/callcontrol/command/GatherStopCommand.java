package io.github.telnyxstream.callcontrol.command;

/** Stops collecting key presses. Immutable. */
public final class GatherStopCommand extends CallCommand {

    private GatherStopCommand(Parameters parameters) {
        super("gather_stop", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static GatherStopCommand of() {
        return builder().build();
    }

    /** Builds GatherStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<GatherStopCommand, Builder> {

        private Builder() {
            super(GatherStopCommand::new);
        }
    }
}

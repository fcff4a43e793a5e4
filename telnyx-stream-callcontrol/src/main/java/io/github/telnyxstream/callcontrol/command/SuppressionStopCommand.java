package io.github.telnyxstream.callcontrol.command;

/** Stops removing noise. Immutable. */
public final class SuppressionStopCommand extends CallCommand {

    private SuppressionStopCommand(Parameters parameters) {
        super("suppression_stop", parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the command with Telnyx's defaults} */
    public static SuppressionStopCommand of() {
        return builder().build();
    }

    /** Builds SuppressionStopCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<SuppressionStopCommand, Builder> {

        private Builder() {
            super(SuppressionStopCommand::new);
        }
    }
}

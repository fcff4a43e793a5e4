package io.github.telnyxstream.callcontrol.command;

/**
 * Stops collecting key presses. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record GatherStopCommand(Parameters parameters) implements CallCommand {

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
    public static GatherStopCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "gather_stop";
    }

    /** Builds GatherStopCommand; one thread at a time. */
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
        public GatherStopCommand build() {
            return new GatherStopCommand(parameters());
        }
    }
}

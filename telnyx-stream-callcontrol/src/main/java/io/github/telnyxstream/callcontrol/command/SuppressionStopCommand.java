package io.github.telnyxstream.callcontrol.command;

/**
 * Stops removing noise. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record SuppressionStopCommand(Parameters parameters) implements CallCommand {

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
    public static SuppressionStopCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "suppression_stop";
    }

    /** Builds SuppressionStopCommand; one thread at a time. */
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
        public SuppressionStopCommand build() {
            return new SuppressionStopCommand(parameters());
        }
    }
}

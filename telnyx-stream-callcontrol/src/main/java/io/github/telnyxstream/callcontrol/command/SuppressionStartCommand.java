package io.github.telnyxstream.callcontrol.command;

/**
 * Starts to remove noise from a call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record SuppressionStartCommand(Parameters parameters) implements CallCommand {

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
    public static SuppressionStartCommand of() {
        return builder().build();
    }

    @Override
    public String action() {
        return "suppression_start";
    }

    /** Builds SuppressionStartCommand; one thread at a time. */
    public static final class Builder extends CommandBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Which side is cleaned; inbound unless set.
         *
         * @param direction the side
         * @return this builder
         */
        public Builder direction(RecordingTrack direction) {
            return choice("direction", direction);
        }

        /**
         * The engine and its settings.
         *
         * @param engine the engine
         * @return this builder
         */
        public Builder engine(NoiseSuppression engine) {
            return include(engine.group());
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public SuppressionStartCommand build() {
            return new SuppressionStartCommand(parameters());
        }
    }
}

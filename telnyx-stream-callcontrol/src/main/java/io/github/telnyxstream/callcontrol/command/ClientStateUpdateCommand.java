package io.github.telnyxstream.callcontrol.command;

/**
 * Replaces the state that Telnyx repeats in the webhooks of a call. Immutable.
 *
 * @param parameters what is sent, under Telnyx's names
 */
public record ClientStateUpdateCommand(Parameters parameters) implements CallCommand {

    /**
     * Checks that the required parameters are there.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public ClientStateUpdateCommand {
        parameters.require("client_state");
    }

    /**
     * A builder with what is required.
     *
     * @param clientState the state in base64
     * @return a new builder
     */
    public static Builder builder(String clientState) {
        return new Builder(clientState);
    }

    /**
     * The command with nothing but what is required.
     *
     * @param clientState the state in base64
     * @return the command
     */
    public static ClientStateUpdateCommand of(String clientState) {
        return builder(clientState).build();
    }

    @Override
    public String action() {
        return "client_state_update";
    }

    @Override
    public String method() {
        return "PUT";
    }

    @Override
    public boolean acceptsCommandId() {
        return false; // the same state twice is the same state
    }

    /** Builds ClientStateUpdateCommand; one thread at a time. */
    public static final class Builder extends ParameterBuilder<Builder> {

        private Builder(String clientState) {
            state("client_state", clientState);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * The checked command.
         *
         * @return the command
         */
        public ClientStateUpdateCommand build() {
            return new ClientStateUpdateCommand(parameters());
        }
    }
}

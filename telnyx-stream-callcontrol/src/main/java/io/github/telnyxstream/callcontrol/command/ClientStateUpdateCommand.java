package io.github.telnyxstream.callcontrol.command;

/** Replaces the state that Telnyx repeats in the webhooks of a call. Immutable. */
public final class ClientStateUpdateCommand extends CallCommand {

    private ClientStateUpdateCommand(Parameters parameters) {
        super("client_state_update", parameters);
    }

    /**
     * {@return a new builder with what is required}
     *
     * @param clientState the state in base64
     */
    public static Builder builder(String clientState) {
        return new Builder(clientState);
    }

    /**
     * {@return the command with nothing but what is required}
     *
     * @param clientState the state in base64
     */
    public static ClientStateUpdateCommand of(String clientState) {
        return builder(clientState).build();
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
    public static final class Builder extends ParameterBuilder<ClientStateUpdateCommand, Builder> {

        private Builder(String clientState) {
            super(ClientStateUpdateCommand::new);
            state("client_state", clientState);
        }
    }
}

package io.github.telnyxstream.callcontrol.command;

import java.util.function.Function;

/**
 * What every command can carry besides its own parameters. One thread at a time.
 *
 * @param <C> what it builds
 * @param <B> the builder's own type
 */
public abstract class CommandBuilder<C, B extends CommandBuilder<C, B>> extends ParameterBuilder<C, B> {

    CommandBuilder(Function<Parameters, C> maker) {
        super(maker);
    }

    /**
     * State that Telnyx repeats in every later webhook of the call.
     *
     * @param base64 the state in base64, standard alphabet with padding, up to 4096 characters; {@code ClientStateCodec} of
     *     the webhook package makes it
     * @return this builder
     * @throws IllegalArgumentException if it is not base64, or longer
     */
    public B clientState(String base64) {
        return state("client_state", base64);
    }

    /**
     * The id under which Telnyx executes the command once within 60 s, however often it arrives. Set it only to make a
     * command idempotent across processes: without it the client makes one per command and keeps it over retries.
     *
     * @param commandId any text of up to 255 characters
     * @return this builder
     */
    public B commandId(String commandId) {
        return text("command_id", commandId, 255);
    }
}

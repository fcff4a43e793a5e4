package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.CallCommand;
import java.util.concurrent.CompletionStage;

/**
 * Sends commands to one call; the verbs of {@link Call} stand on it, grouped by topic in interfaces of their own. They are
 * public, so that reflection, expression languages and mocks reach every verb, and code that only speaks can ask for
 * {@link AudioVerbs}. New verbs come as default methods.
 *
 * <p><b>Threads:</b> as its implementation; that of {@link Call} is immutable.
 */
public interface CommandSender {

    /**
     * Sends a command.
     *
     * @param command what to do
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    CommandResult send(CallCommand command);

    /**
     * Sends a command without blocking.
     *
     * @param command what to do
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    CompletionStage<CommandResult> sendAsync(CallCommand command);
}

package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.CallCommand;
import java.util.concurrent.CompletionStage;

/** Sends commands to one call; the verbs of {@link Call} stand on it, grouped by topic. */
sealed interface CommandSender permits AnsweringVerbs, AudioVerbs, KeyVerbs, RecordingVerbs, ConnectionVerbs {

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

package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.ClientStateUpdateCommand;
import io.github.telnyxstream.callcontrol.command.HangupCommand;
import io.github.telnyxstream.callcontrol.command.RejectCommand;
import java.util.concurrent.CompletionStage;

/** How a call begins, and how it ends. Part of {@link Call}. */
public interface AnsweringVerbs extends CommandSender {
    /**
     * Answers an incoming call.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult answer() {
        return send(AnswerCommand.of());
    }

    /**
     * Answers an incoming call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> answerAsync() {
        return sendAsync(AnswerCommand.of());
    }

    /**
     * Answers an incoming call with options.
     *
     * @param command with what options
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult answer(AnswerCommand command) {
        return send(command);
    }

    /**
     * Answers an incoming call with options, without blocking.
     *
     * @param command with what options
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> answerAsync(AnswerCommand command) {
        return sendAsync(command);
    }

    /**
     * Refuses an incoming call.
     *
     * @param cause what the caller is told
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult reject(RejectCommand.Cause cause) {
        return send(RejectCommand.of(cause));
    }

    /**
     * Refuses an incoming call, without blocking.
     *
     * @param cause what the caller is told
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> rejectAsync(RejectCommand.Cause cause) {
        return sendAsync(RejectCommand.of(cause));
    }

    /**
     * Ends the call; a call that has ended already is a success.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult hangup() {
        return send(HangupCommand.of());
    }

    /**
     * Ends the call, without blocking; a call that has ended already is a success.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> hangupAsync() {
        return sendAsync(HangupCommand.of());
    }

    /**
     * Ends the call with options; a call that has ended already is a success.
     *
     * @param command with what options
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult hangup(HangupCommand command) {
        return send(command);
    }

    /**
     * Ends the call with options, without blocking; a call that has ended already is a success.
     *
     * @param command with what options
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> hangupAsync(HangupCommand command) {
        return sendAsync(command);
    }

    /**
     * Replaces the state that Telnyx repeats in later webhooks of the call.
     *
     * @param base64 the state in base64; {@code ClientStateCodec} of the webhook package makes it
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult updateClientState(String base64) {
        return send(ClientStateUpdateCommand.of(base64));
    }

    /**
     * Replaces the state that Telnyx repeats in later webhooks of the call, without blocking.
     *
     * @param base64 the state in base64; {@code ClientStateCodec} of the webhook package makes it
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> updateClientStateAsync(String base64) {
        return sendAsync(ClientStateUpdateCommand.of(base64));
    }
}

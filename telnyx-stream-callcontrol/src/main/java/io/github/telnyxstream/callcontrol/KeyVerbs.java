package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.GatherCommand;
import io.github.telnyxstream.callcontrol.command.GatherStopCommand;
import io.github.telnyxstream.callcontrol.command.GatherUsingAudioCommand;
import io.github.telnyxstream.callcontrol.command.GatherUsingSpeakCommand;
import io.github.telnyxstream.callcontrol.command.SendDtmfCommand;
import java.util.concurrent.CompletionStage;

/** Keys that are pressed, by us and by the caller. Part of {@link Call}. */
public interface KeyVerbs extends CommandSender {
    /**
     * Presses keys that the other end hears.
     *
     * @param digits {@code 0-9A-D*#}, {@code w} waits half a second, {@code W} a second
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult sendDigits(String digits) {
        return send(SendDtmfCommand.of(digits));
    }

    /**
     * Presses keys that the other end hears, without blocking.
     *
     * @param digits {@code 0-9A-D*#}, {@code w} waits half a second, {@code W} a second
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> sendDigitsAsync(String digits) {
        return sendAsync(SendDtmfCommand.of(digits));
    }

    /**
     * Presses keys that the other end hears, with options.
     *
     * @param command which, and how long
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult sendDigits(SendDtmfCommand command) {
        return send(command);
    }

    /**
     * Presses keys that the other end hears, with options, without blocking.
     *
     * @param command which, and how long
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> sendDigitsAsync(SendDtmfCommand command) {
        return sendAsync(command);
    }

    /**
     * Collects key presses without playing anything; they come with {@code call.gather.ended}.
     *
     * @param command how many, and how long
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult gather(GatherCommand command) {
        return send(command);
    }

    /**
     * Collects key presses without playing anything, without blocking; they come with {@code call.gather.ended}.
     *
     * @param command how many, and how long
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> gatherAsync(GatherCommand command) {
        return sendAsync(command);
    }

    /**
     * Speaks a text and collects key presses; they come with {@code call.gather.ended}.
     *
     * @param command what is said, and which keys count
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult gather(GatherUsingSpeakCommand command) {
        return send(command);
    }

    /**
     * Speaks a text and collects key presses, without blocking; they come with {@code call.gather.ended}.
     *
     * @param command what is said, and which keys count
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> gatherAsync(GatherUsingSpeakCommand command) {
        return sendAsync(command);
    }

    /**
     * Plays a file and collects key presses; they come with {@code call.gather.ended}.
     *
     * @param command what is played, and which keys count
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult gather(GatherUsingAudioCommand command) {
        return send(command);
    }

    /**
     * Plays a file and collects key presses, without blocking; they come with {@code call.gather.ended}.
     *
     * @param command what is played, and which keys count
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> gatherAsync(GatherUsingAudioCommand command) {
        return sendAsync(command);
    }

    /**
     * Stops collecting key presses.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopGathering() {
        return send(GatherStopCommand.of());
    }

    /**
     * Stops collecting key presses, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopGatheringAsync() {
        return sendAsync(GatherStopCommand.of());
    }
}

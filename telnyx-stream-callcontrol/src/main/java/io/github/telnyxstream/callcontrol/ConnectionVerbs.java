package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.BridgeCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStartCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStopCommand;
import io.github.telnyxstream.callcontrol.command.TransferCommand;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Where the audio of a call goes: media streams, and other calls. Part of {@link Call}. */
public interface ConnectionVerbs extends CommandSender {
    /**
     * Opens a media stream on a call that has been answered.
     *
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startStreaming(StreamSettings stream) {
        Objects.requireNonNull(stream, "stream");
        return send(StreamingStartCommand.of(stream));
    }

    /**
     * Opens a media stream on a call that has been answered, without blocking.
     *
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startStreamingAsync(StreamSettings stream) {
        Objects.requireNonNull(stream, "stream");
        return sendAsync(StreamingStartCommand.of(stream));
    }

    /**
     * Opens a media stream with options on a call that has been answered.
     *
     * @param command what is asked of Telnyx
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startStreaming(StreamingStartCommand command) {
        return send(command);
    }

    /**
     * Opens a media stream with options on a call that has been answered, without blocking.
     *
     * @param command what is asked of Telnyx
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startStreamingAsync(StreamingStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Ends all media streams of the call.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopStreaming() {
        return send(StreamingStopCommand.of());
    }

    /**
     * Ends all media streams of the call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopStreamingAsync() {
        return sendAsync(StreamingStopCommand.of());
    }

    /**
     * Connects the call with somebody else.
     *
     * @param to E.164 number or SIP address
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult transferTo(String to) {
        return send(TransferCommand.of(to));
    }

    /**
     * Connects the call with somebody else, without blocking.
     *
     * @param to E.164 number or SIP address
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> transferToAsync(String to) {
        return sendAsync(TransferCommand.of(to));
    }

    /**
     * Connects the call with somebody else, with options.
     *
     * @param command with whom, and how
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult transfer(TransferCommand command) {
        return send(command);
    }

    /**
     * Connects the call with somebody else, with options, without blocking.
     *
     * @param command with whom, and how
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> transferAsync(TransferCommand command) {
        return sendAsync(command);
    }

    /**
     * Connects the call with another one.
     *
     * @param other the other call
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult bridgeWith(Call other) {
        Objects.requireNonNull(other, "other");
        return send(BridgeCommand.with(other.callControlId()));
    }

    /**
     * Connects the call with another one, without blocking.
     *
     * @param other the other call
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> bridgeWithAsync(Call other) {
        Objects.requireNonNull(other, "other");
        return sendAsync(BridgeCommand.with(other.callControlId()));
    }

    /**
     * Connects the call with another one, a queue or a video room.
     *
     * @param command with what, and how
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult bridge(BridgeCommand command) {
        return send(command);
    }

    /**
     * Connects the call with another one, a queue or a video room, without blocking.
     *
     * @param command with what, and how
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> bridgeAsync(BridgeCommand command) {
        return sendAsync(command);
    }
}

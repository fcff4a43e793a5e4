package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.PlaybackStartCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStopCommand;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.command.SuppressionStartCommand;
import io.github.telnyxstream.callcontrol.command.SuppressionStopCommand;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** What is heard on a call without a media stream, and how it sounds. Part of {@link Call}. */
public interface AudioVerbs extends CommandSender {
    /**
     * Speaks a text.
     *
     * @param text 1 to 3000 characters
     * @param voice such as {@code AWS.Polly.Joanna}
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult speak(String text, String voice) {
        Objects.requireNonNull(text, "text");
        return send(SpeakCommand.of(text, voice));
    }

    /**
     * Speaks a text, without blocking.
     *
     * @param text 1 to 3000 characters
     * @param voice such as {@code AWS.Polly.Joanna}
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> speakAsync(String text, String voice) {
        Objects.requireNonNull(text, "text");
        return sendAsync(SpeakCommand.of(text, voice));
    }

    /**
     * Speaks a text with options.
     *
     * @param command what, and how
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult speak(SpeakCommand command) {
        return send(command);
    }

    /**
     * Speaks a text with options, without blocking.
     *
     * @param command what, and how
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> speakAsync(SpeakCommand command) {
        return sendAsync(command);
    }

    /**
     * Plays a file; {@code PlaybackStartCommand.ofUrl} is the short way to say which.
     *
     * @param command what, and how
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult play(PlaybackStartCommand command) {
        return send(command);
    }

    /**
     * Plays a file, without blocking; {@code PlaybackStartCommand.ofUrl} is the short way to say which.
     *
     * @param command what, and how
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> playAsync(PlaybackStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Stops everything that is playing or queued, speech included.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopPlaying() {
        return send(PlaybackStopCommand.of());
    }

    /**
     * Stops everything that is playing or queued, speech included, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopPlayingAsync() {
        return sendAsync(PlaybackStopCommand.of());
    }

    /**
     * Stops some of what is playing or queued.
     *
     * @param command how much
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopPlaying(PlaybackStopCommand command) {
        return send(command);
    }

    /**
     * Stops some of what is playing or queued, without blocking.
     *
     * @param command how much
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopPlayingAsync(PlaybackStopCommand command) {
        return sendAsync(command);
    }

    /**
     * Starts to remove noise, with Telnyx's defaults.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startNoiseSuppression() {
        return send(SuppressionStartCommand.of());
    }

    /**
     * Starts to remove noise, with Telnyx's defaults, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startNoiseSuppressionAsync() {
        return sendAsync(SuppressionStartCommand.of());
    }

    /**
     * Starts to remove noise.
     *
     * @param command from which side, and how
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startNoiseSuppression(SuppressionStartCommand command) {
        return send(command);
    }

    /**
     * Starts to remove noise, without blocking.
     *
     * @param command from which side, and how
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startNoiseSuppressionAsync(SuppressionStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Stops removing noise.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopNoiseSuppression() {
        return send(SuppressionStopCommand.of());
    }

    /**
     * Stops removing noise, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopNoiseSuppressionAsync() {
        return sendAsync(SuppressionStopCommand.of());
    }
}

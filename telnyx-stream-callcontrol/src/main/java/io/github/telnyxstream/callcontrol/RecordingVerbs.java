package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.RecordPauseCommand;
import io.github.telnyxstream.callcontrol.command.RecordResumeCommand;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordStopCommand;
import io.github.telnyxstream.callcontrol.command.TranscriptionStartCommand;
import io.github.telnyxstream.callcontrol.command.TranscriptionStopCommand;
import java.util.concurrent.CompletionStage;

/** Recording and transcribing. Part of {@link Call}. */
public interface RecordingVerbs extends CommandSender {
    /**
     * Starts to record.
     *
     * @param command how
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startRecording(RecordStartCommand command) {
        return send(command);
    }

    /**
     * Starts to record, without blocking.
     *
     * @param command how
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startRecordingAsync(RecordStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Pauses all recordings of the call.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult pauseRecording() {
        return send(RecordPauseCommand.of());
    }

    /**
     * Pauses all recordings of the call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> pauseRecordingAsync() {
        return sendAsync(RecordPauseCommand.of());
    }

    /**
     * Goes on with all paused recordings of the call.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult resumeRecording() {
        return send(RecordResumeCommand.of());
    }

    /**
     * Goes on with all paused recordings of the call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> resumeRecordingAsync() {
        return sendAsync(RecordResumeCommand.of());
    }

    /**
     * Stops all recordings of the call.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopRecording() {
        return send(RecordStopCommand.of());
    }

    /**
     * Stops all recordings of the call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopRecordingAsync() {
        return sendAsync(RecordStopCommand.of());
    }

    /**
     * Starts to transcribe, with Telnyx's defaults.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startTranscription() {
        return send(TranscriptionStartCommand.of());
    }

    /**
     * Starts to transcribe, with Telnyx's defaults, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startTranscriptionAsync() {
        return sendAsync(TranscriptionStartCommand.of());
    }

    /**
     * Starts to transcribe.
     *
     * @param command with which engine, and which side
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult startTranscription(TranscriptionStartCommand command) {
        return send(command);
    }

    /**
     * Starts to transcribe, without blocking.
     *
     * @param command with which engine, and which side
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> startTranscriptionAsync(TranscriptionStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Stops transcribing.
     *
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    default CommandResult stopTranscription() {
        return send(TranscriptionStopCommand.of());
    }

    /**
     * Stops transcribing, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}; cancelling it stops the request
     */
    default CompletionStage<CommandResult> stopTranscriptionAsync() {
        return sendAsync(TranscriptionStopCommand.of());
    }
}

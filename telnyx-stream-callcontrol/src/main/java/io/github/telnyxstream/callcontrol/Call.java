package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.BridgeCommand;
import io.github.telnyxstream.callcontrol.command.CallCommand;
import io.github.telnyxstream.callcontrol.command.HangupCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStartCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStopCommand;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordStopCommand;
import io.github.telnyxstream.callcontrol.command.RejectCommand;
import io.github.telnyxstream.callcontrol.command.SendDtmfCommand;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStartCommand;
import io.github.telnyxstream.callcontrol.command.StreamingStopCommand;
import io.github.telnyxstream.callcontrol.command.TransferCommand;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.StreamSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one call, with a verb for everything that can be done to it. Having one costs nothing and proves nothing: the
 * call may have ended. A verb returns when Telnyx has accepted it; that it was carried out is told by webhooks.
 *
 * <p>Every verb is a short form of {@link #send} with a command; what has no short form, and every option, goes there.
 *
 * <p><b>Threads:</b> immutable. Blocking verbs make the request on the calling thread; {@code …Async} forms elsewhere, and
 * cancelling what they return stops the request.
 *
 * <p><b>Failure:</b> {@link CallControlException}; hanging up a call that has ended is a success.
 */
public final class Call {

    private final CallControl calls;
    private final String callControlId;
    private final @Nullable String callLegId;
    private final @Nullable String callSessionId;

    Call(CallControl calls, String callControlId, @Nullable String callLegId, @Nullable String callSessionId) {
        if (callControlId.isBlank()) {
            throw new IllegalArgumentException("callControlId is empty");
        }
        this.calls = calls;
        this.callControlId = callControlId;
        this.callLegId = callLegId;
        this.callSessionId = callSessionId;
    }

    /**
     * The id that commands are sent to.
     *
     * @return {@code call_control_id}
     */
    public String callControlId() {
        return callControlId;
    }

    /**
     * The leg's id, by which recordings are found.
     *
     * @return {@code call_leg_id}, known for calls that were dialled here
     */
    public Optional<String> callLegId() {
        return Optional.ofNullable(callLegId);
    }

    /**
     * The id that all legs of a session share.
     *
     * @return {@code call_session_id}, known for calls that were dialled here
     */
    public Optional<String> callSessionId() {
        return Optional.ofNullable(callSessionId);
    }

    /**
     * Sends a command.
     *
     * @param command what to do
     * @return Telnyx's acceptance
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    public CommandResult send(CallCommand command) {
        return calls.send(callControlId, command, new Cancellation());
    }

    /**
     * Sends a command without blocking.
     *
     * @param command what to do
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> sendAsync(CallCommand command) {
        return calls.async(cancellation -> calls.send(callControlId, command, cancellation));
    }

    /**
     * Answers an incoming call.
     *
     * @return Telnyx's acceptance
     */
    public CommandResult answer() {
        return send(AnswerCommand.of());
    }

    /**
     * Answers an incoming call.
     *
     * @param command with what options
     * @return Telnyx's acceptance
     */
    public CommandResult answer(AnswerCommand command) {
        return send(command);
    }

    /**
     * Answers an incoming call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> answerAsync() {
        return sendAsync(AnswerCommand.of());
    }

    /**
     * Answers an incoming call, without blocking.
     *
     * @param command with what options
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> answerAsync(AnswerCommand command) {
        return sendAsync(command);
    }

    /**
     * Answers an incoming call and opens a stream that {@code answer} alone could not carry: one with a sampling rate, a token
     * or custom parameters. Waits up to 10 s between the two steps until Telnyx counts the call as answered.
     *
     * @param answer with what options, without a stream
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance of the second step
     * @throws CallControlException if one of the steps is refused; the first may have been carried out
     */
    public CommandResult answerThenStream(AnswerCommand answer, StreamSettings stream) {
        return AnswerThenStream.run(calls, callControlId, answer, stream, new Cancellation());
    }

    /**
     * Answers an incoming call and opens a stream, without blocking.
     *
     * @param answer with what options, without a stream
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance of the second step, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> answerThenStreamAsync(AnswerCommand answer, StreamSettings stream) {
        return calls.async(cancel -> AnswerThenStream.run(calls, callControlId, answer, stream, cancel));
    }

    /**
     * Ends the call; a call that has ended already is a success.
     *
     * @return Telnyx's acceptance
     */
    public CommandResult hangup() {
        return send(HangupCommand.of());
    }

    /**
     * Ends the call; a call that has ended already is a success, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> hangupAsync() {
        return sendAsync(HangupCommand.of());
    }

    /**
     * Ends the call when a playback has ended, so that a goodbye is heard, and at the latest after a while.
     *
     * @param playback what the caller is to hear
     * @param atTheLatest safety limit from now
     * @return Telnyx's acceptance of the hang-up, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> hangupAfter(Playback playback, Duration atTheLatest) {
        return hangupAfter(playback.result(), atTheLatest);
    }

    /**
     * Ends the call when something has finished, however it finished, and at the latest after a while.
     *
     * @param finished whatever decides it
     * @param atTheLatest safety limit from now
     * @return Telnyx's acceptance of the hang-up, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> hangupAfter(CompletionStage<?> finished, Duration atTheLatest) {
        return finished.handle((value, failure) -> true)
                .toCompletableFuture()
                .completeOnTimeout(true, atTheLatest.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(done -> hangupAsync());
    }

    /**
     * Refuses an incoming call.
     *
     * @param cause what the caller is told
     * @return Telnyx's acceptance
     */
    public CommandResult reject(RejectCommand.Cause cause) {
        return send(RejectCommand.of(cause));
    }

    /**
     * Speaks a text.
     *
     * @param text 1 to 3000 characters
     * @param voice such as {@code AWS.Polly.Joanna}
     * @return Telnyx's acceptance
     */
    public CommandResult speak(String text, String voice) {
        return send(SpeakCommand.of(text, voice));
    }

    /**
     * Speaks a text, without blocking.
     *
     * @param text 1 to 3000 characters
     * @param voice such as {@code AWS.Polly.Joanna}
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> speakAsync(String text, String voice) {
        return sendAsync(SpeakCommand.of(text, voice));
    }

    /**
     * Plays a file; {@code PlaybackStartCommand.ofUrl} is the short way to say which.
     *
     * @param command what, and how
     * @return Telnyx's acceptance
     */
    public CommandResult play(PlaybackStartCommand command) {
        return send(command);
    }

    /**
     * Plays a file; {@code PlaybackStartCommand.ofUrl} is the short way to say which, without blocking.
     *
     * @param command what, and how
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> playAsync(PlaybackStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Stops everything that is playing or queued, speech included.
     *
     * @return Telnyx's acceptance
     */
    public CommandResult stopPlaying() {
        return send(PlaybackStopCommand.of());
    }

    /**
     * Starts to record.
     *
     * @param command how
     * @return Telnyx's acceptance
     */
    public CommandResult startRecording(RecordStartCommand command) {
        return send(command);
    }

    /**
     * Starts to record, without blocking.
     *
     * @param command how
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> startRecordingAsync(RecordStartCommand command) {
        return sendAsync(command);
    }

    /**
     * Stops recording.
     *
     * @return Telnyx's acceptance
     */
    public CommandResult stopRecording() {
        return send(RecordStopCommand.of());
    }

    /**
     * Stops recording, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> stopRecordingAsync() {
        return sendAsync(RecordStopCommand.of());
    }

    /**
     * Opens a media stream on a call that has been answered.
     *
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance
     */
    public CommandResult startStreaming(StreamSettings stream) {
        return send(StreamingStartCommand.of(stream));
    }

    /**
     * Opens a media stream on a call that has been answered, without blocking.
     *
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> startStreamingAsync(StreamSettings stream) {
        return sendAsync(StreamingStartCommand.of(stream));
    }

    /**
     * Ends all media streams of the call.
     *
     * @return Telnyx's acceptance
     */
    public CommandResult stopStreaming() {
        return send(StreamingStopCommand.of());
    }

    /**
     * Ends all media streams of the call, without blocking.
     *
     * @return Telnyx's acceptance, or a {@link CallControlException}
     */
    public CompletionStage<CommandResult> stopStreamingAsync() {
        return sendAsync(StreamingStopCommand.of());
    }

    /**
     * Presses keys that the other end hears.
     *
     * @param digits {@code 0-9A-D*#}, {@code w} waits half a second, {@code W} a second
     * @return Telnyx's acceptance
     */
    public CommandResult sendDigits(String digits) {
        return send(SendDtmfCommand.of(digits));
    }

    /**
     * Connects the call with somebody else.
     *
     * @param to E.164 number or SIP address
     * @return Telnyx's acceptance
     */
    public CommandResult transferTo(String to) {
        return send(TransferCommand.of(to));
    }

    /**
     * Connects the call with another one.
     *
     * @param other the other call
     * @return Telnyx's acceptance
     */
    public CommandResult bridgeWith(Call other) {
        return send(BridgeCommand.with(other.callControlId));
    }

    /**
     * Asks Telnyx how the call is.
     *
     * @return its state, also after it ended
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    public CallStatus retrieve() {
        return calls.retrieve(callControlId, new Cancellation());
    }

    /**
     * Asks Telnyx how the call is, without blocking.
     *
     * @return its state, or a {@link CallControlException}
     */
    public CompletionStage<CallStatus> retrieveAsync() {
        return calls.async(cancellation -> calls.retrieve(callControlId, cancellation));
    }

    @Override
    public String toString() {
        return "Call[" + callControlId + "]";
    }
}

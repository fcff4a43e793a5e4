package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.CallCommand;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.HangupCommand;
import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.wire.LogContext;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one call, with a verb for everything that can be done to it. Having one costs nothing and proves nothing: the
 * call may have ended. A verb returns when Telnyx has accepted it; that it was carried out is told by webhooks.
 *
 * <p>Every verb is a short form of {@link #send} with a command, so what has no short form goes there.
 *
 * <p><b>Threads:</b> thread-safe. Blocking verbs make the request on the calling thread; {@code …Async} forms elsewhere, and
 * cancelling what they return stops the request.
 *
 * <p><b>Failure:</b> {@link CallControlException}; hanging up a call that has ended is a success.
 */
public final class Call implements AnsweringVerbs, AudioVerbs, KeyVerbs, RecordingVerbs, ConnectionVerbs {

    private final CallControl calls;
    private final String callControlId;
    private final @Nullable String callLegId;
    private final @Nullable String callSessionId;
    private final CommandIds commandIds;

    Call(CallControl calls, String callControlId, @Nullable String callLegId, @Nullable String callSessionId) {
        this(calls, callControlId, callLegId, callSessionId, CommandIds.ofChance());
    }

    private Call(
            CallControl calls,
            String callControlId,
            @Nullable String callLegId,
            @Nullable String callSessionId,
            CommandIds commandIds) {
        if (callControlId.isBlank()) {
            throw new IllegalArgumentException("callControlId is empty");
        }
        this.calls = calls;
        this.callControlId = callControlId;
        this.callLegId = callLegId;
        this.callSessionId = callSessionId;
        this.commandIds = commandIds;
    }

    /**
     * A handle whose commands, {@link #dial} included, answer an event: their {@code command_id} is made from the event's id, the action, and how many
     * commands of that action this handle has sent before. When the event is delivered twice, to two processes perhaps, the same
     * handler sends the same ids, and Telnyx carries each command out once ("Receiving Webhooks for Programmable Voice": within
     * 60 s). Make one handle for each event, and send commands of one action in the same order whenever it comes.
     *
     * @param eventId the id of a webhook event; an empty one tells no delivery from another, so that the ids are left to chance
     * @return a new handle on the same call
     */
    public Call inAnswerTo(String eventId) {
        Objects.requireNonNull(eventId, "eventId");
        CommandIds ids = eventId.isEmpty() ? CommandIds.ofChance() : CommandIds.inAnswerTo(eventId);
        return new Call(calls, callControlId, callLegId, callSessionId, ids);
    }

    String nextCommandId(String action) {
        return commandIds.next(action);
    }

    /** {@return the id that commands are sent to: {@code call_control_id}} */
    public String callControlId() {
        return callControlId;
    }

    /** {@return {@code call_leg_id}, by which recordings are found; known for calls that were dialled here} */
    public Optional<String> callLegId() {
        return Optional.ofNullable(callLegId).filter(id -> !id.isEmpty());
    }

    /** {@return {@code call_session_id}, which all legs of a session share; known for calls that were dialled here} */
    public Optional<String> callSessionId() {
        return Optional.ofNullable(callSessionId).filter(id -> !id.isEmpty());
    }

    /** Log lines of this thread name this call until that is restored. */
    LogContext named() {
        return new LogContext(callControlId, callLegId, callSessionId);
    }

    @Override
    public CommandResult send(CallCommand command) {
        Objects.requireNonNull(command, "command");
        return calls.send(this, command, new Cancellation());
    }

    @Override
    public CompletionStage<CommandResult> sendAsync(CallCommand command) {
        Objects.requireNonNull(command, "command");
        return calls.async(cancellation -> calls.send(this, command, cancellation));
    }

    /**
     * Calls somebody else because of this call: like {@link CallControl#dial}, but with a {@code command_id} of this handle, so
     * that with {@link #inAnswerTo} an event which is delivered twice rings once. The two calls know nothing of each other.
     *
     * @param command whom, and how
     * @return the new call, with its leg and session id
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    public Call dial(DialCommand command) {
        Objects.requireNonNull(command, "command");
        return dial(command, new Cancellation());
    }

    /**
     * Calls somebody else because of this call, without blocking.
     *
     * @param command whom, and how
     * @return the new call, or a {@link CallControlException}; cancelling it stops the request
     */
    public CompletionStage<Call> dialAsync(DialCommand command) {
        Objects.requireNonNull(command, "command");
        return calls.async(cancellation -> dial(command, cancellation));
    }

    private Call dial(DialCommand command, Cancellation cancellation) {
        LogContext named = named();
        try {
            return calls.dial(command, commandIds, cancellation);
        } finally {
            named.restore();
        }
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
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(stream, "stream");
        return AnswerThenStream.run(calls, this, answer, stream, new Cancellation());
    }

    /**
     * Answers an incoming call and opens a stream, without blocking.
     *
     * @param answer with what options, without a stream
     * @param stream what is asked of Telnyx
     * @return Telnyx's acceptance of the second step, or a {@link CallControlException}; cancelling it stops what has not been
     *     done
     */
    public CompletionStage<CommandResult> answerThenStreamAsync(AnswerCommand answer, StreamSettings stream) {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(stream, "stream");
        return calls.async(cancel -> AnswerThenStream.run(calls, this, answer, stream, cancel));
    }

    /**
     * Ends the call when a playback has ended, so that a goodbye is heard, and at the latest after a while.
     *
     * @param playback what the caller is to hear
     * @param atTheLatest safety limit from now
     * @return Telnyx's acceptance of the hang-up, or a {@link CallControlException}; cancelling it means that the call is not
     *     hung up
     * @throws IllegalArgumentException if the limit is negative
     */
    public CompletionStage<CommandResult> hangupAfter(Playback playback, Duration atTheLatest) {
        Objects.requireNonNull(playback, "playback");
        Objects.requireNonNull(atTheLatest, "atTheLatest");
        return hangupAfter(playback.result(), atTheLatest);
    }

    /**
     * Ends the call when something has finished, however it finished, and at the latest after a while.
     *
     * @param finished whatever decides it; not cancelled when the result is
     * @param atTheLatest safety limit from now
     * @return Telnyx's acceptance of the hang-up, or a {@link CallControlException}; cancelling it means that the call is not
     *     hung up
     * @throws IllegalArgumentException if the limit is negative
     */
    public CompletionStage<CommandResult> hangupAfter(CompletionStage<?> finished, Duration atTheLatest) {
        Objects.requireNonNull(finished, "finished");
        Objects.requireNonNull(atTheLatest, "atTheLatest");
        return HangupAfter.start(this, finished, atTheLatest);
    }

    /** A hang-up that leaves even if the application's executor takes nothing more, and not on the calling thread. */
    CompletableFuture<CommandResult> hangupSurely() {
        return calls.asyncSurely(cancellation -> calls.send(this, HangupCommand.of(), cancellation));
    }

    /**
     * Asks Telnyx how the call is.
     *
     * @return its state, also after it ended
     * @throws CallControlException if Telnyx refuses or does not answer
     */
    public CallStatus retrieve() {
        return calls.retrieve(this, new Cancellation());
    }

    /**
     * Asks Telnyx how the call is, without blocking.
     *
     * @return its state, or a {@link CallControlException}; cancelling it stops the request
     */
    public CompletionStage<CallStatus> retrieveAsync() {
        return calls.async(cancellation -> calls.retrieve(this, cancellation));
    }

    @Override
    public String toString() {
        return "Call[" + WireText.shown(callControlId) + "]";
    }
}

package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.ErrorCode;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.CallSpeakEnded;
import io.github.telnyxstream.callcontrol.webhook.StreamingFailed;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.examples.voicemail.CallFacts;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.event.WireText;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls with a media stream. Commands take their ids from the event that they answer: one that two nodes are given is
 * answered once. A greeting that is a text is spoken by Telnyx before the stream is opened. What
 * happens on the stream is not known here.
 *
 * <p>Thread-safe; events of one call come one after the other.
 */
final class StreamedCalls implements AnsweredCalls {
    private static final Logger log = LoggerFactory.getLogger(StreamedCalls.class);
    /** What a phone call sounds like; no message becomes better by a wider band that the line did not carry. */
    private static final String CODECS = "PCMU,PCMA";

    private final CallControl calls;
    private final HangUps hangUps;
    private final CallTokens tokens;
    private final Supplier<StreamSettings> stream;
    private final Greeting greeting;
    private final RoutedCallWatch watch;
    private volatile boolean stopped;

    StreamedCalls(
            CallControl calls,
            HangUps hangUps,
            CallTokens tokens,
            Supplier<StreamSettings> stream,
            Greeting greeting,
            RoutedCallWatch watch) {
        this.calls = calls;
        this.hangUps = hangUps;
        this.tokens = tokens;
        this.stream = stream;
        this.greeting = greeting;
        this.watch = watch;
    }

    @Override
    public void onEvent(WebhookEvent event) {
        if (event instanceof CallInitiated call) {
            answer(call);
        } else if (event instanceof CallAnswered call && greeting instanceof Greeting.Spoken spoken) {
            speak(call, spoken);
        } else if (event instanceof CallSpeakEnded spoken && !spoken.status().is(CallSpeakEnded.Status.CALL_HANGUP)) {
            openStream(spoken.callControlId(), spoken.id());
        } else if (event instanceof StreamingFailed failed) {
            log.error(
                    "the stream could not be opened: {}; is --public-url right?",
                    WireText.shown(String.valueOf(failed.failureReason())));
            hangUps.now(failed.callControlId());
        } else if (event instanceof CallHangup over) {
            tokens.revoke(over.callControlId());
            watch.over(over.callControlId());
            log.info("call from {}: over, {}", CallFacts.masked(over.from()), over.hangupCause());
        }
    }

    private void answer(CallInitiated call) {
        log.info("call from {}: answering", CallFacts.masked(call.from()));
        String id = call.callControlId();
        AnswerCommand.Builder answer = AnswerCommand.builder().preferredCodecs(CODECS);
        if (greeting instanceof Greeting.Recorded) {
            answer.stream(tokens.forAnswer(id, stream.get()));
        }
        watch.answered(id);
        try {
            calls.call(id).inAnswerTo(call.id()).answer(answer.build());
        } catch (CallControlException refused) {
            log.error("call from {}: not answered: {}", CallFacts.masked(call.from()), refused.getMessage());
            if (!refused.isRetryable()) {
                // else Telnyx may have answered all the same, and the stream would come
                tokens.revoke(id);
                watch.over(id);
            }
        }
        if (stopped) {
            // the hang-up may have come before the answer
            tokens.revoke(id);
            hangUps.now(id);
        }
    }

    private void speak(CallAnswered call, Greeting.Spoken spoken) {
        if (!watch.isSilent(call.callControlId())) {
            // a call that somebody else answered or dialed
            return;
        }
        try {
            calls.call(call.callControlId()).inAnswerTo(call.id()).speak(spoken.text(), Commands.VOICE);
        } catch (CallControlException refused) {
            log.error("the greeting is not spoken: {}", refused.getMessage());
            openStream(call.callControlId(), call.id());
        }
    }

    private void openStream(String id, String eventId) {
        if (!watch.isSilent(id)) {
            return;
        }
        try {
            calls.call(id).inAnswerTo(eventId).startStreaming(tokens.forStreamingStart(id, stream.get()));
        } catch (CallControlException refused) {
            log.error("the stream is not opened: {}", refused.getMessage());
            if (!refused.is(ErrorCode.STREAMING_IN_USE)) {
                // it may have been opened all the same, but a caller in silence is worse than one who calls again
                tokens.revoke(id);
                hangUps.now(id);
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
        for (String id : watch.silent()) {
            tokens.revoke(id);
            watch.over(id);
            hangUps.now(id);
        }
    }

    @Override
    public boolean drain(Duration patience) {
        return true;
    }

    @Override
    public void close() {
        stop();
    }
}

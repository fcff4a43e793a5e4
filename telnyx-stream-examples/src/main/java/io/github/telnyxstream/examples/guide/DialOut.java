package io.github.telnyxstream.examples.guide;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.stream.ExpectedStream;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls somebody, streams when they answer, plays a message and hangs up when it was heard. */
final class DialOut {
    private static final Logger log = LoggerFactory.getLogger(DialOut.class);

    private final CallControl calls;
    private final StreamTokens tokens;
    private final StreamSettings settings;

    DialOut(CallControl calls, StreamTokens tokens, StreamSettings settings) {
        this.calls = calls;
        this.tokens = tokens;
        this.settings = settings;
    }

    // snippet: dial
    Call call(String connectionId, String to, String from) {
        return calls.dial(DialCommand.builder(connectionId, to, from)
                .timeout(Duration.ofSeconds(30))
                .timeLimit(Duration.ofMinutes(10))
                .build());
    }

    void onEvent(WebhookEvent event) {
        if (event instanceof CallAnswered answered) {
            String id = answered.callControlId();
            calls.call(id).startStreaming(tokens.forStreamingStart(id, settings));
        } else if (event instanceof CallHangup ended) {
            log.info("not answered, or over: {}", ended.hangupCause().text());
        }
    }

    /** One call. */
    static final class Message implements StreamListener {
        private final Call call;

        Message(Call call) {
            this.call = call;
        }

        @Override
        public void onStart(StreamSession session, StartEvent start) {
            Playback message = session.play(AudioSource.tone(440, Duration.ofSeconds(1), 8_000));
            call.hangupAfter(message, Duration.ofMinutes(1));
        }
    }

    StreamAcceptor acceptor() {
        return StreamAcceptor.builderPerCall(this::message)
                .authenticator(tokens)
                .build();
    }

    private StreamListener message(ExpectedStream stream) {
        return new Message(calls.call(Objects.requireNonNull(stream.callControlId(), "the token names the call")));
    }
    // end of snippet
}

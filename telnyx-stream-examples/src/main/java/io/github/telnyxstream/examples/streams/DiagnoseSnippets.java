package io.github.telnyxstream.examples.streams;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.Finding;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chapters on finding calls, on finding out why one is silent, and on limits. */
final class DiagnoseSnippets implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(DiagnoseSnippets.class);

    @Override
    public void onFinding(StreamSession session, Finding finding) {
        log.warn("{}", session.diagnose());
    }

    static void expect(StreamAcceptor acceptor, StreamTokens tokens, Call call, StreamSettings settings) {
        StreamSettings withToken = tokens.forAnswer(call.callControlId(), settings);
        acceptor.expect(call.callControlId(), withToken).whenComplete((session, missing) -> {
            if (missing != null) {
                call.hangup();
            }
        });
        call.answer(AnswerCommand.builder().stream(withToken).build());
    }

    static WebhookReceiver webhooks(StreamAcceptor acceptor, WebhookVerifier verifier, WebhookHandler handler) {
        return WebhookReceiver.builder(verifier, handler)
                .streamingFailures(acceptor::streamingFailed)
                .build();
    }

    static StreamAcceptor acceptor(StreamTokens tokens, Function<@Nullable String, StreamListener> agents) {
        return StreamAcceptor.builderPerCall(stream -> agents.apply(stream.callControlId()))
                .authenticator(tokens)
                .build();
    }

    static void say(StreamAcceptor acceptor, String callControlId, AudioSource words) {
        StreamSession session = acceptor.session(callControlId);
        if (session != null) {
            session.play(words);
        }
    }

    static AcceptorOptions limits() {
        return AcceptorOptions.builder()
                .maxSessions(500)
                .silentPeerTimeout(Duration.ofSeconds(30))
                .pingInterval(Duration.ofSeconds(10))
                .build();
    }
}

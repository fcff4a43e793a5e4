package io.github.telnyxstream.examples.guide;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;

/** The smallest whole application: it answers every call with a stream and says back what it hears. */
public final class FirstCall {
    private FirstCall() {}

    /**
     * Serves calls until the process ends.
     *
     * @param arguments API key, public key, and the host by which Telnyx reaches port 8080, such as {@code name.example}
     * @throws IOException if the port is taken
     */
    public static void main(String[] arguments) throws IOException {
        start(
                CallControl.create(arguments[0]),
                WebhookVerifier.create(arguments[1]),
                StreamSettings.of("wss://" + arguments[2] + "/media"),
                8080);
    }

    // snippet: first call
    static StreamServer start(CallControl calls, WebhookVerifier verifier, StreamSettings settings, int port)
            throws IOException {
        StreamTokens tokens = StreamTokens.create();
        WebhookReceiver webhooks = WebhookReceiver.create(verifier, event -> {
            if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
                StreamSettings stream = tokens.forAnswer(call.callControlId(), settings);
                calls.call(call.callControlId())
                        .answer(AnswerCommand.builder().stream(stream).build());
            }
        });
        StreamAcceptor streams =
                StreamAcceptor.builder(Echo::new).authenticator(tokens).build();
        return StreamServer.builder(streams)
                .port(port)
                .streams("/media")
                .webhooks("/webhook", webhooks)
                .start();
    }

    /** One call. */
    static final class Echo implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }
    // end of snippet
}

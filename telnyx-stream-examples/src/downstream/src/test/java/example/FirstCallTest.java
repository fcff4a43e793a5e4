package example;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;

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
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stranger's project: a call is answered, greeted and heard, with nothing but what is published. */
@TelnyxTest
class FirstCallTest {
    static final class Greeter implements StreamListener {
        @Override
        public void onStart(StreamSession session, StartEvent start) {
            session.play(AudioSource.tone(440, Duration.ofSeconds(1), 8_000));
        }
    }

    @Test
    void isHeard(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
        try (StreamServer server = start(environment)) {
            SimulatedCall call = telnyx.placeCall(
                    Caller.builder().awaitHeard(Duration.ofMinutes(1)).hangUp().build());
            call.awaitEnd(Duration.ofMinutes(5));

            assertThatCall(call).wasAnswered().heardTone(440).wasFreeOfViolations();
        }
    }

    private static StreamServer start(TelnyxEnvironment environment) throws IOException {
        CallControl calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build();
        StreamTokens tokens = StreamTokens.create();
        StreamSettings settings = StreamSettings.of(environment.mediaUrl().toString());
        WebhookReceiver webhooks =
                WebhookReceiver.create(WebhookVerifier.create(environment.publicKey()), event -> {
                    if (event instanceof CallInitiated call) {
                        calls.call(call.callControlId())
                                .answer(AnswerCommand.builder()
                                        .stream(tokens.forAnswer(call.callControlId(), settings))
                                        .build());
                    }
                });
        StreamAcceptor streams =
                StreamAcceptor.builder(Greeter::new).authenticator(tokens).build();
        return StreamServer.builder(streams)
                .port(environment.port())
                .streams("/media")
                .webhooks("/webhook", webhooks)
                .start();
    }
}

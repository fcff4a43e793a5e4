package io.github.telnyxstream.examples.guide;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

// snippet: testing
@TelnyxTest
class FirstCallIT {
    @Test
    void saysBackWhatTheCallerSaid(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
        try (StreamServer server = start(environment)) {
            assertThat(server.port()).isEqualTo(environment.port());
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitListening(Duration.ofMinutes(1))
                    .say("Is anybody there?")
                    .awaitHeard(Duration.ofMinutes(1))
                    .pause(Duration.ofSeconds(1))
                    .hangUp()
                    .build());
            call.awaitEnd(Duration.ofMinutes(5));

            assertThatCall(call)
                    .wasAnswered()
                    .endedBy("caller")
                    .heardSoundFor(Duration.ofMillis(500))
                    .wasFreeOfViolations();
        }
    }

    private static StreamServer start(TelnyxEnvironment environment) throws IOException {
        CallControl calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build();
        WebhookVerifier verifier = WebhookVerifier.create(environment.publicKey());
        StreamSettings settings = StreamSettings.of(environment.mediaUrl().toString());
        return FirstCall.start(calls, verifier, settings, environment.port());
    }
}
// end of snippet

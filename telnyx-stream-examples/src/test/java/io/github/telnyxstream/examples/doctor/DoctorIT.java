package io.github.telnyxstream.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@TelnyxTest
class DoctorIT {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private Doctor start(TelnyxEnvironment environment, StreamSettings settings) throws IOException {
        return new Doctor(
                new Notes(new PrintStream(told, true, StandardCharsets.UTF_8), System::nanoTime),
                CallControl.builder(environment.apiKey())
                        .baseUrl(environment.baseUrl().toString())
                        .build(),
                WebhookVerifier.create(environment.publicKey()),
                settings,
                environment.port());
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private static Caller caller() {
        return Caller.builder()
                .awaitHeard(Duration.ofMinutes(5))
                .say("I can hear a tone, and I say quite a lot, so that there is something to be heard")
                .hangUp()
                .build();
    }

    @Test
    void tellsStepByStepWhatItSees(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
        StreamSettings settings = StreamSettings.of(environment.mediaUrl().toString());
        try (Doctor doctor = start(environment, settings)) {
            assertThat(doctor.port()).isEqualTo(environment.port());
            SimulatedCall call = telnyx.placeCall(caller());
            Eventually.until(() -> call.awaitEnd(Duration.ofMillis(200)).isPresent());
            Eventually.until(
                    () -> told().contains("as far as can be seen") || told().contains("explains what was found"));
        }
        assertThat(told())
                .containsSubsequence(
                        "webhook call.initiated",
                        "Telnyx says: connected",
                        "the stream starts; arrives: PCMU at 8000 Hz",
                        "the first frame of the caller has come: 160 samples",
                        "Telnyx confirms that it has played the tone",
                        "the whole call:",
                        "What happened:")
                .contains("Telnyx accepts it", "250 frames from the caller");
    }

    @Test
    void namesWhatIsWrongAndWhatToChange(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
        StreamSettings nowhere =
                StreamSettings.builder("ws://127.0.0.1:1/media").build();
        try (Doctor doctor = start(environment, nowhere)) {
            assertThat(doctor.port()).isPositive();
            telnyx.placeCall(
                    Caller.builder().awaitListening(Duration.ofMinutes(5)).build());
            Eventually.until(() -> told().contains("FOUND"));
            telnyx.forgeWebhook(Forgery.OTHER_KEY).join();
        }
        assertThat(told()).contains("STREAMING_FAILED", "certificate, path, firewall", "a webhook is REFUSED");
        assertThat(nowhere.outboundMode()).isEqualTo(OutboundMode.RTP);
    }
}

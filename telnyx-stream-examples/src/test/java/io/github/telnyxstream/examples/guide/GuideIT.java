package io.github.telnyxstream.examples.guide;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloader;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the guide are rung by the simulator. */
@TelnyxTest
class GuideIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private TelnyxEnvironment environment;
    private CallControl calls;

    @BeforeEach
    void connect(TelnyxEnvironment environment) {
        this.environment = environment;
        calls = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .build();
    }

    @AfterEach
    void disconnect() {
        calls.close();
    }

    private WebhookVerifier verifier() {
        return WebhookVerifier.create(environment.publicKey());
    }

    private StreamSettings settings() {
        return StreamSettings.of(environment.mediaUrl().toString());
    }

    private StreamServer serve(StreamAcceptor streams, WebhookHandler handler) throws IOException {
        return StreamServer.builder(streams)
                .port(environment.port())
                .streams("/media")
                .webhooks("/webhook", WebhookReceiver.create(verifier(), handler))
                .start();
    }

    private static void awaitEnd(SimulatedCall call) {
        Eventually.until(() -> call.awaitEnd(Duration.ofMillis(200)).isPresent());
    }

    @Test
    void fetchesWhatTelnyxRecordedAndWrote(TelnyxSimulator telnyx) throws Exception {
        try (RecordingDownloader downloader = RecordingDownloader.builder()
                        .allow("127.0.0.1", "/")
                        .allowLocal()
                        .build();
                StreamServer server = serve(
                        StreamAcceptor.create(() -> new StreamListener() {}),
                        new CarrierVoicemail(calls, downloader, folder))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitBeep(PATIENCE)
                    .speak(Murmur.lasting(2000), "call me back")
                    .hangUp()
                    .build());
            awaitEnd(call);
            Eventually.until(() -> files(".mp3") == 1 && files(".txt") == 1);

            assertThat(call.requests().stream().map(ReceivedRequest::command))
                    .containsSubsequence("answer", "speak", "record_start");
            assertThat(CarrierVoicemail.deleteOlderThan(Duration.ZERO, calls)).hasSize(1);
            assertThat(CarrierVoicemail.deleteOlderThan(Duration.ZERO, calls)).isEmpty();
            assertThat(server.port()).isEqualTo(environment.port());
        }
    }

    private long files(String ending) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).count();
        }
    }

    @Test
    void callsSomebodyAndHangsUpWhenTheMessageWasHeard(TelnyxSimulator telnyx) throws Exception {
        StreamTokens tokens = StreamTokens.create();
        DialOut dialOut = new DialOut(calls, tokens, settings());
        telnyx.whenDialed(Caller.builder().answersAfter(Duration.ofMillis(50)).build());
        try (StreamServer server = serve(dialOut.acceptor(), dialOut::onEvent)) {
            dialOut.call("1", "+15550100007", "+15550100002");
            SimulatedCall call = telnyx.calls().get(0);
            awaitEnd(call);

            assertThatCall(call).wasAnswered().heardTone(440).endedBy("caller").wasFreeOfViolations();
            assertThat(server.port()).isEqualTo(environment.port());
        }
    }
}

package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.command.ClientStateUpdateCommand;
import io.github.telnyxstream.callcontrol.command.GatherUsingAudioCommand;
import io.github.telnyxstream.callcontrol.command.PlaybackStartCommand;
import io.github.telnyxstream.callcontrol.command.SendDtmfCommand;
import io.github.telnyxstream.callcontrol.texml.TexmlStream;
import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.NullSweep;
import io.github.telnyxstream.testkit.SampleValues;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is null is refused at once, by the name of the parameter. */
class CallControlNullTest {
    private static final String ROOT = "io.github.telnyxstream.callcontrol";
    private static final List<String> PACKAGES = List.of(
            ROOT, ROOT + ".command", ROOT + ".network", ROOT + ".recording", ROOT + ".texml", ROOT + ".webhook");

    private static final String WIRE = "it is named by the field on the wire";

    private static SampleValues samples(CallControl calls) throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        byte[] raw = Arrays.copyOfRange(key, key.length - 32, key.length);
        WebhookVerifier verifier = WebhookVerifier.create(Base64.getEncoder().encodeToString(raw));
        StreamSettings settings = StreamSettings.of("wss://voice.example.com/media");
        return new SampleValues()
                .with(CallControl.class, () -> calls)
                .with(Call.class, () -> calls.call("v3:call"))
                .with(StreamSettings.class, () -> settings)
                .with(PlaybackStartCommand.class, () -> PlaybackStartCommand.ofUrl("https://voice.example.com/a.wav"))
                .with(
                        GatherUsingAudioCommand.class,
                        () -> GatherUsingAudioCommand.builder()
                                .audioUrl("https://voice.example.com/a.wav")
                                .build())
                .with(SendDtmfCommand.class, () -> SendDtmfCommand.of("1"))
                .with(SendDtmfCommand.Builder.class, () -> SendDtmfCommand.builder("1"))
                .with(ClientStateUpdateCommand.Builder.class, () -> ClientStateUpdateCommand.builder("eA=="))
                .with(TexmlStream.class, () -> TexmlStream.builder(settings).build())
                .with(ApiRequest.class, () -> ApiRequest.get("calls"))
                .with(KeyStore.class, () -> KeyStore.getInstance(KeyStore.getDefaultType()))
                .with(Provider.class, () -> Security.getProviders()[0])
                .with(WebhookVerifier.class, () -> verifier)
                .with(
                        IncomingWebhook.class,
                        () -> WebhookReceiver.create(verifier, event -> {}).begin("POST", name -> null));
    }

    @Test
    void refusesNullByTheNameOfTheParameter() throws Exception {
        try (CallControl calls =
                CallControl.builder("KEY").baseUrl("http://127.0.0.1:1").build()) {
            NullSweep sweep = new NullSweep(CallControl.class, samples(calls))
                    .leaveOut("CallControlException", "the client alone makes one")
                    .leaveOut("Parameters", "the library's own, public for the builders of its other packages")
                    .leaveOut("Call.updateClientState", WIRE)
                    .leaveOut("Call.updateClientStateAsync", WIRE)
                    .leaveOut("CallRecording.Builder.silenceTimeout", WIRE)
                    .leaveOut("DialCommand.Builder.toAny", WIRE)
                    .leaveOut("MachineDetection.of", WIRE)
                    .leaveOut("MachineDetection.builder", WIRE)
                    .leaveOut("RecordStartCommand.Builder.silenceTimeout", WIRE);
            assertThat(sweep.wrongIn(PACKAGES)).isEmpty();
            assertThat(sweep.unusedExcuses()).isEmpty();
            assertThat(sweep.calls()).isGreaterThan(50);
        }
    }
}

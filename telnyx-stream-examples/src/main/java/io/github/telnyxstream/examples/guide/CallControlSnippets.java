package io.github.telnyxstream.examples.guide;

import io.github.telnyxstream.callcontrol.Call;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordingChannels;
import io.github.telnyxstream.callcontrol.command.RecordingFormat;
import io.github.telnyxstream.callcontrol.network.NetworkSettings;
import io.github.telnyxstream.callcontrol.recording.RecordingDownloader;
import io.github.telnyxstream.callcontrol.recording.Recordings;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.WebReply;
import io.github.telnyxstream.server.WebRequest;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;

/** The chapters of the page on call control. */
final class CallControlSnippets {
    private CallControlSnippets() {}

    static void commands(String apiKey, CallInitiated event) {
        CallControl calls = CallControl.create(apiKey); // one per application
        Call call = calls.call(event.callControlId()); // a handle: no request is made here
        call.answer();
        call.speak("Hello, how can I help?", "AWS.Polly.Joanna");
        call.startRecording(RecordStartCommand.builder(RecordingFormat.WAV, RecordingChannels.DUAL)
                .playBeep(true)
                .maxLength(Duration.ofMinutes(5))
                .build());
    }

    static void stream(Call call, StreamSettings settings) {
        call.answerThenStream(AnswerCommand.of(), settings);
    }

    static NetworkSettings proxy(String password, KeyStore certificates) {
        return NetworkSettings.builder()
                .proxy("proxy.example.net", 3128)
                .proxyCredentials("media", password)
                .trustStore(certificates)
                .build();
    }

    static CallControl behindProxy(String apiKey, NetworkSettings network) {
        return CallControl.builder(apiKey).network(network).build();
    }

    static RecordingDownloader downloadsBehindProxy(NetworkSettings network) {
        return RecordingDownloader.builder().network(network).build();
    }

    static WebhookReceiver webhooks(CallControl calls, String publicKey) {
        WebhookVerifier verifier = WebhookVerifier.create(publicKey);
        return WebhookReceiver.create(verifier, event -> {
            if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
                calls.call(call.callControlId()).answer();
            }
        });
    }

    static WebReply receive(WebhookReceiver receiver, WebRequest request) {
        int status = receiver.receive(request.method(), request.headers(), request.body());
        return WebReply.of(status);
    }

    static void download(CallControl calls, String recordingId) throws IOException {
        Recordings recordings = Recordings.create(calls);
        recordings.download(recordingId, RecordingDownloader.create(), Path.of("message.wav"));
    }
}

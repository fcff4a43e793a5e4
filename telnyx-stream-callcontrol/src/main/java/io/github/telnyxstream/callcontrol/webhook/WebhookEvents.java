package io.github.telnyxstream.callcontrol.webhook;

import static java.util.Map.entry;

import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException.Reason;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Reads the body of a webhook whose signature has been checked; package-private for just that reason. Stateless. */
final class WebhookEvents {

    private static final Map<String, Function<EventReader, WebhookEvent>> READERS = Map.ofEntries(
            entry("call.initiated", CallInitiated::read),
            entry("call.answered", CallAnswered::read),
            entry("call.bridged", CallBridged::read),
            entry("call.hangup", CallHangup::read),
            entry("call.speak.started", CallSpeakStarted::read),
            entry("call.speak.ended", CallSpeakEnded::read),
            entry("call.playback.started", CallPlaybackStarted::read),
            entry("call.playback.ended", CallPlaybackEnded::read),
            entry("call.recording.saved", CallRecordingSaved::read),
            entry("call.recording.error", CallRecordingError::read),
            entry("call.recording.transcription.saved", CallRecordingTranscriptionSaved::read),
            entry("call.dtmf.received", CallDtmfReceived::read),
            entry("call.gather.ended", CallGatherEnded::read),
            entry("call.machine.detection.ended", CallMachineDetectionEnded::read),
            entry("call.machine.greeting.ended", CallMachineGreetingEnded::read),
            entry("call.machine.premium.detection.ended", CallMachinePremiumDetectionEnded::read),
            entry("call.machine.premium.greeting.ended", CallMachinePremiumGreetingEnded::read),
            entry("streaming.started", StreamingStarted::read),
            entry("streaming.stopped", StreamingStopped::read),
            entry("streaming.failed", StreamingFailed::read),
            entry("call.transcription", CallTranscription::read));

    private WebhookEvents() {}

    /**
     * The event in a body: what is signed and names its type is one. Without an id it cannot be told from its repetitions;
     * without a payload, its fields are looked for beside the type.
     *
     * @param body JSON text
     * @param sentAt when it was sent
     * @return the event
     * @throws IOException if the body is not JSON
     * @throws WebhookVerificationException if it is no event, saying what it lacks
     */
    static WebhookEvent read(byte[] body, Instant sentAt) throws IOException, WebhookVerificationException {
        if (!beginsAsUtf8(body)) {
            throw new IOException("the body is not JSON in UTF-8");
        }
        JsonFields root = new JsonFields(Json.read(body));
        if (!root.isObject()) {
            throw WebhookVerifier.refused(Reason.NOT_AN_EVENT, "the body is no JSON object");
        }
        EventReader in = new EventReader(root, sentAt, new String(body, StandardCharsets.UTF_8));
        if (in.eventType().isEmpty()) {
            throw WebhookVerifier.refused(
                    Reason.NOT_AN_EVENT, "the body names no event_type, neither in data nor beside it");
        }
        Function<EventReader, WebhookEvent> reader = READERS.get(in.eventType());
        return reader == null ? new UnknownWebhookEvent(in.details()) : reader.apply(in);
    }

    /** JSON between systems is UTF-8 without a byte order mark (RFC 8259 section 8.1); the parser would guess others too. */
    private static boolean beginsAsUtf8(byte[] body) {
        return (body.length < 1 || body[0] > 0) && (body.length < 2 || body[1] != 0);
    }
}

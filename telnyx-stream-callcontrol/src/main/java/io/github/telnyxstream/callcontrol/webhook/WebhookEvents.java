package io.github.telnyxstream.callcontrol.webhook;

import static java.util.Map.entry;

import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
     * The event in a body.
     *
     * @param body JSON text
     * @param sentAt when it was sent
     * @return the event, or empty when the body is JSON but no Telnyx event: {@code data} with {@code id}, {@code event_type}
     *     and {@code payload}
     * @throws IOException if the body is not JSON
     */
    static Optional<WebhookEvent> read(byte[] body, Instant sentAt) throws IOException {
        if (!beginsAsUtf8(body)) {
            throw new IOException("the body is not JSON in UTF-8");
        }
        JsonFields root = new JsonFields(Json.read(body));
        EventReader in = new EventReader(root, sentAt, new String(body, StandardCharsets.UTF_8));
        if (in.id().isEmpty() || in.eventType().isEmpty() || !in.hasPayload()) {
            return Optional.empty();
        }
        Function<EventReader, WebhookEvent> reader = READERS.get(in.eventType());
        return Optional.of(reader == null ? new UnknownWebhookEvent(in.details()) : reader.apply(in));
    }

    /** JSON between systems is UTF-8 without a byte order mark (RFC 8259 section 8.1); the parser would guess others too. */
    private static boolean beginsAsUtf8(byte[] body) {
        return (body.length < 1 || body[0] > 0) && (body.length < 2 || body[1] != 0);
    }
}

package io.github.telnyxstream.testkit.simulator;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Writes what the simulator said as TypeScript literals of the SDK's types. What the SDK has no type for is left out, and the
 * compiler is asked whether that is still so.
 */
final class SdkLiterals {

    /** The SDK's types of all webhooks that the simulator can send. */
    static final Map<EventType, String> EVENTS = Map.ofEntries(
            entry(EventType.CALL_INITIATED, "CallInitiatedWebhookEvent"),
            entry(EventType.CALL_ANSWERED, "CallAnsweredWebhookEvent"),
            entry(EventType.CALL_BRIDGED, "CallBridgedWebhookEvent"),
            entry(EventType.CALL_GATHER_ENDED, "CallGatherEndedWebhookEvent"),
            entry(EventType.CALL_RECORDING_ERROR, "CallRecordingErrorWebhookEvent"),
            entry(EventType.CALL_TRANSCRIPTION, "TranscriptionWebhookEvent"),
            entry(EventType.CALL_MACHINE_DETECTION_ENDED, "CallMachineDetectionEndedWebhookEvent"),
            entry(EventType.CALL_MACHINE_GREETING_ENDED, "CallMachineGreetingEndedWebhookEvent"),
            entry(EventType.CALL_MACHINE_PREMIUM_DETECTION_ENDED, "CallMachinePremiumDetectionEndedWebhookEvent"),
            entry(EventType.CALL_MACHINE_PREMIUM_GREETING_ENDED, "CallMachinePremiumGreetingEndedWebhookEvent"),
            entry(EventType.CALL_HANGUP, "CallHangupWebhookEvent"),
            entry(EventType.CALL_DTMF_RECEIVED, "CallDtmfReceivedWebhookEvent"),
            entry(EventType.CALL_SPEAK_STARTED, "CallSpeakStartedWebhookEvent"),
            entry(EventType.CALL_SPEAK_ENDED, "CallSpeakEndedWebhookEvent"),
            entry(EventType.CALL_PLAYBACK_STARTED, "CallPlaybackStartedWebhookEvent"),
            entry(EventType.CALL_PLAYBACK_ENDED, "CallPlaybackEndedWebhookEvent"),
            entry(EventType.CALL_RECORDING_SAVED, "CallRecordingSavedWebhookEvent"),
            entry(EventType.CALL_RECORDING_TRANSCRIPTION_SAVED, "CallRecordingTranscriptionSavedWebhookEvent"),
            entry(EventType.STREAMING_STARTED, "CallStreamingStartedWebhookEvent"),
            entry(EventType.STREAMING_STOPPED, "CallStreamingStoppedWebhookEvent"),
            entry(EventType.STREAMING_FAILED, "CallStreamingFailedWebhookEvent"));

    /** What Telnyx documents or was seen to send, and its own SDK has no type for (protocol notes, section 5.2). */
    private static final Map<EventType, List<String>> BEYOND_THE_SDK = Map.of(
            EventType.CALL_INITIATED, List.of("calling_party_type"),
            EventType.CALL_ANSWERED, List.of("calling_party_type", "codec", "sampling_rate"),
            EventType.CALL_HANGUP, List.of("end_time"),
            EventType.CALL_RECORDING_SAVED, List.of("call_control_id", "recording_id", "format"));

    /** As above, of a page of a list. */
    private static final List<String> BEYOND_THE_SDKS_PAGE = List.of("page_size", "total_results");

    private static final String PAYLOAD = "NonNullable<NonNullable<webhooks.%s['data']>['payload']>";

    private final StringBuilder source = new StringBuilder("""
            import type * as calls from 'telnyx/resources/calls/calls';
            import type * as actions from 'telnyx/resources/calls/actions';
            import type * as recordings from 'telnyx/resources/recordings/recordings';
            import type * as recordingActions from 'telnyx/resources/recordings/actions';
            import type * as transcripts from 'telnyx/resources/recording-transcriptions';
            import type * as webhooks from 'telnyx/resources/webhooks';
            import type { DefaultFlatPaginationResponse } from 'telnyx/core/pagination';
            // @ts-expect-error the oracle has to be able to say no
            export const no1: webhooks.CallHangupWebhookEvent = { data: { payload: { hangup_cause: 'bored' } } };
            // @ts-expect-error as above
            export const no2: actions.ActionSpeakResponse = { data: { result: 1 } };
            """);
    private int literals;

    SdkLiterals() {
        BEYOND_THE_SDK.forEach((type, fields) -> fields.forEach(field -> refused(
                "keyof " + PAYLOAD.formatted(EVENTS.get(type)), "'" + field + "'", "the SDK has a type for it now")));
        BEYOND_THE_SDKS_PAGE.forEach(field -> refused(
                "keyof DefaultFlatPaginationResponse.Meta", "'" + field + "'", "the SDK has a type for it now"));
        refused(
                "keyof NonNullable<" + PAYLOAD.formatted(EVENTS.get(EventType.STREAMING_FAILED)) + "['stream_params']>",
                "'stream_track'",
                "the SDK knows the word of the documentation now");
        refused(
                PAYLOAD.formatted(EVENTS.get(EventType.CALL_SPEAK_ENDED)) + "['status']",
                "'cancelled'",
                "the SDK has a status for speech that was stopped now");
    }

    private void refused(String type, String value, String otherwise) {
        source.append("// @ts-expect-error ").append(otherwise).append('\n');
        literal(type, value);
    }

    private void literal(String type, String value) {
        source.append("export const c%d: %s = %s;%n".formatted(literals++, type, value));
    }

    /** Adds an answer, without what the SDK has no type for. */
    void add(String type, JsonNode answer) {
        JsonNode known = answer.deepCopy();
        if (known.path("meta") instanceof ObjectNode page) {
            page.remove(BEYOND_THE_SDKS_PAGE);
        }
        literal(type, known.toString());
    }

    /** Adds a webhook, without what the SDK has no type for. */
    void add(EventType type, FakeApplication.Hook hook) {
        ObjectNode event = hook.json().deepCopy();
        event.remove("meta"); // the SDK has no type for the envelope's other half
        ObjectNode payload = (ObjectNode) event.at("/data/payload");
        payload.remove(BEYOND_THE_SDK.getOrDefault(type, List.of()));
        if (payload.path("client_state").isNull()) {
            payload.remove("client_state"); // Telnyx sends null, the SDK says it is a string or absent
        }
        if (type == EventType.CALL_SPEAK_ENDED
                && payload.path("status").asText().equals("cancelled")) {
            payload.remove("status"); // checked above: the SDK names no status for speech that playback_stop ended
        }
        if (payload.path("stream_params") instanceof ObjectNode parameters) {
            parameters.remove("stream_track"); // checked above: the SDK says track
        }
        literal("webhooks." + EVENTS.get(type), event.toString());
    }

    String source() {
        return source.toString();
    }
}

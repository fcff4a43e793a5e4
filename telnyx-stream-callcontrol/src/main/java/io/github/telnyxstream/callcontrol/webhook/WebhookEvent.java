package io.github.telnyxstream.callcontrol.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that Telnyx reports about a call ("Voice API Webhooks"). Deliveries can come twice, late and out of order: a
 * hang-up may arrive before the answer. No field is promised by Telnyx, so each may be null or empty. All implementations are
 * immutable records whose {@code toString} shows type and ids only.
 */
public sealed interface WebhookEvent
        permits CallAnswered,
                CallBridged,
                CallDtmfReceived,
                CallGatherEnded,
                CallHangup,
                CallInitiated,
                CallMachineDetectionEnded,
                CallMachineGreetingEnded,
                CallMachinePremiumDetectionEnded,
                CallMachinePremiumGreetingEnded,
                CallPlaybackEnded,
                CallPlaybackStarted,
                CallRecordingError,
                CallRecordingSaved,
                CallRecordingTranscriptionSaved,
                CallSpeakEnded,
                CallSpeakStarted,
                CallTranscription,
                StreamingFailed,
                StreamingStarted,
                StreamingStopped,
                UnknownWebhookEvent {

    /** {@return what all webhooks have in common} */
    EventDetails details();

    /** {@return the event's id; a delivery with the same id is a repetition; empty if absent} */
    default String id() {
        return details().id();
    }

    /** {@return its type, such as {@code call.answered}} */
    default String eventType() {
        return details().eventType();
    }

    /** {@return when it happened; when it was sent, if the event does not say} */
    default Instant occurredAt() {
        return details().occurredAt();
    }

    /** {@return the id that commands are sent to, {@code call_control_id}; empty if absent} */
    default String callControlId() {
        return details().callControlId();
    }

    /** {@return the leg's id, {@code call_leg_id}; empty if absent} */
    default String callLegId() {
        return details().callLegId();
    }

    /** {@return the id that all legs of a session share, {@code call_session_id}; empty if absent} */
    default String callSessionId() {
        return details().callSessionId();
    }

    /** {@return the state that a command left with the call: base64, or empty} */
    default Optional<String> clientState() {
        return Optional.ofNullable(details().clientState());
    }

    /** {@return payload fields that the record has no component for, field name to JSON text} */
    default Map<String, String> unknownFields() {
        return details().unknownFields();
    }
}

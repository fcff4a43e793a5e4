package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as they are seen in logs and on Telnyx's own pages, beyond the documented envelope. */
class RealWebhooksTest {

    private final SignedWebhooks telnyx = new SignedWebhooks();

    @Test
    void acceptsAnEventWithoutAnId() throws Exception {
        WebhookEvent event = telnyx.read(
                "{\"data\":{\"event_type\":\"call.answered\",\"payload\":{\"call_control_id\":\"v3:c\",\"from\":\"+1\"}}}");

        assertThat(event)
                .isInstanceOfSatisfying(
                        CallAnswered.class,
                        answered -> assertThat(answered.from()).isEqualTo("+1"));
        assertThat(event.id()).isEmpty();
        assertThat(event.callControlId()).isEqualTo("v3:c");
        assertThat(event.occurredAt()).isEqualTo(SignedWebhooks.NOW);
    }

    @Test
    void readsFieldsBesideTheTypeWhenThereIsNoPayload() throws Exception {
        WebhookEvent event = telnyx.read(
                "{\"data\":{\"record_type\":\"event\",\"id\":\"e\",\"event_type\":\"call.hangup\","
                        + "\"occurred_at\":\"2026-03-01T09:30:05Z\",\"call_control_id\":\"v3:c\",\"hangup_cause\":\"timeout\",\"new\":1}}");

        assertThat(event)
                .isInstanceOfSatisfying(
                        CallHangup.class,
                        hangup -> assertThat(hangup.hangupCause().known()).contains(CallHangup.Cause.TIMEOUT));
        assertThat(event.callControlId()).isEqualTo("v3:c");
        assertThat(event.unknownFields()).isEqualTo(Map.of("new", "1"));
        assertThat(telnyx.read("{\"data\":{\"id\":\"e\",\"event_type\":\"call.answered\"}}"))
                .isInstanceOf(CallAnswered.class);
    }

    /** As Telnyx's SDK models {@code conference.floor.changed}. */
    @Test
    void readsTheFlatShape() throws Exception {
        WebhookEvent event =
                telnyx.read("{\"id\":\"e-7\",\"event_type\":\"conference.floor.changed\",\"record_type\":\"event\","
                        + "\"payload\":{\"call_control_id\":\"v3:c\",\"call_leg_id\":\"l\",\"conference_id\":\"k\","
                        + "\"occurred_at\":\"2026-03-01T09:30:05Z\"}}");

        assertThat(event).isInstanceOf(UnknownWebhookEvent.class);
        assertThat(event.id()).isEqualTo("e-7");
        assertThat(event.eventType()).isEqualTo("conference.floor.changed");
        assertThat(event.callLegId()).isEqualTo("l");
        assertThat(event.occurredAt()).isEqualTo("2026-03-01T09:30:05Z");
        assertThat(event.unknownFields()).isEqualTo(Map.of("conference_id", "\"k\""));
        assertThat(telnyx.read("{\"event_type\":\"call.answered\",\"payload\":{}}"))
                .isInstanceOf(CallAnswered.class);
    }

    private <T extends WebhookEvent> T read(Class<T> type, String name, String payload) throws Exception {
        WebhookEvent event = telnyx.read(SignedWebhooks.event(name, "e", payload));
        assertThat(event.unknownFields()).isEmpty();
        return type.cast(event);
    }

    @Test
    void typesWhatWasSeenLive() throws Exception {
        assertThat(read(CallSpeakStarted.class, "call.speak.started", "\"speak_id\":\"s\"")
                        .speakId())
                .isEqualTo("s");
        assertThat(read(CallSpeakEnded.class, "call.speak.ended", "\"speak_id\":\"s\"")
                        .speakId())
                .isEqualTo("s");
        CallBridged bridged = read(
                CallBridged.class,
                "call.bridged",
                "\"start_time\":\"2026-03-01T09:30:00Z\",\"calling_party_type\":\"pstn\",\"flow_destination\":\"voice\"");
        assertThat(bridged.startTime()).isEqualTo("2026-03-01T09:30:00Z");
        assertThat(bridged.callingPartyType()).isEqualTo("pstn");
        assertThat(bridged.details().flowDestination()).isEqualTo("voice");
    }

    @Test
    void typesWhatTheSwitchesHadAgainstACall() throws Exception {
        CallHangup hangup = read(
                CallHangup.class,
                "call.hangup",
                "\"calling_party_type\":\"sip\",\"telnyx_error\":{\"error_code\":\"D51\",\"more\":1}");
        assertThat(hangup.callingPartyType()).isEqualTo("sip");
        assertThat(hangup.telnyxError().errorCode()).isEqualTo("D51");
        assertThat(hangup.telnyxError().unknownFields()).isEqualTo(Map.of("more", "1"));
        assertThat(read(CallHangup.class, "call.hangup", "\"telnyx_error\":\"D38\"")
                        .telnyxError()
                        .errorCode())
                .isEqualTo("D38");
        assertThat(read(CallHangup.class, "call.hangup", "\"telnyx_error\":null")
                        .telnyxError())
                .isNull();
    }

    @Test
    void doesNotTakeAnAbsentIsFinalForFalse() throws Exception {
        String piece = "\"transcription_data\":{\"transcript\":\"hello\"%s}";
        assertThat(read(CallTranscription.class, "call.transcription", piece.formatted(""))
                        .transcriptionData()
                        .isFinal())
                .isNull();
        assertThat(read(CallTranscription.class, "call.transcription", piece.formatted(",\"is_final\":false"))
                        .transcriptionData()
                        .isFinal())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"Infinity\"', ",
        "'\"NaN\"', ",
        "'\"0x1p4\"', ",
        "'\"16d\"', ",
        "'\" 16\"', ",
        "'\"+16\"', ",
        "'\"016\"', ",
        "'\".5e1\"', ",
        "'1e999999999', ",
        "'1.5', ",
        "'\"16\"', 16",
        "'16.0', 16",
        "'\"1.6e1\"', 16",
        "'99999999999', 2147483647"
    })
    void readsNumbersOfJsonAndNotOfJava(String value, Integer read) throws Exception {
        WebhookEvent event = telnyx.read(SignedWebhooks.event("call.answered", "e", "\"sampling_rate\":" + value));

        assertThat(((CallAnswered) event).samplingRate()).isEqualTo(read);
        if (read == null) {
            assertThat(event.unknownFields()).containsKey("sampling_rate");
        }
    }
}

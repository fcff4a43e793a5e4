package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookEventsTest {

    /** Read in any case; its text is kept by newer Jacksons than 2.15 only. */
    private static final String BEYOND_DOUBLE = "1e400";

    private final SignedWebhooks telnyx = new SignedWebhooks();

    private <T extends WebhookEvent> T read(Class<T> type, String eventType, String payload) throws Exception {
        return type.cast(telnyx.read(SignedWebhooks.event(eventType, "e-1", payload)));
    }

    @Test
    void readsWhatAllEventsHaveInCommon() throws Exception {
        WebhookEvent event = read(CallBridged.class, "call.bridged", "\"from\":\"+1\",\"to\":\"+2\"");

        assertThat(event.id()).isEqualTo("e-1");
        assertThat(event.eventType()).isEqualTo("call.bridged");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-03-01T09:30:05.118204Z"));
        assertThat(event.callControlId()).isEqualTo("v3:call");
        assertThat(event.callLegId()).isEqualTo("leg");
        assertThat(event.callSessionId()).isEqualTo("session");
        assertThat(event.details().connectionId()).isEqualTo("1111222233334444555");
        assertThat(event.clientState()).isEmpty();
        assertThat(event.details().attempt()).isEqualTo(1);
        assertThat(event.details().deliveredTo()).isEqualTo("https://voice.example.net/hooks");
        assertThat(event.unknownFields()).isEmpty();
    }

    @Test
    void readsAnIncomingCall() throws Exception {
        CallInitiated call = read(CallInitiated.class, "call.initiated", """
                "from":"+15550100001","to":"+15550100002","caller_id_name":"A","direction":"incoming","state":"parked",
                "start_time":"2026-03-01T09:30:00.000201Z","offered_codecs":"PCMU,PCMA","shaken_stir_validated":true,
                "custom_headers":[{"name":"X-A","value":"1"}],"tags":["sales"],"calling_party_type":"pstn"
                """);

        assertThat(call.direction().is(CallInitiated.Direction.INCOMING)).isTrue();
        assertThat(call.state().known()).contains(CallInitiated.State.PARKED);
        assertThat(call.startTime()).isEqualTo(Instant.parse("2026-03-01T09:30:00.000201Z"));
        assertThat(call.shakenStirValidated()).isTrue();
        assertThat(call.customHeaders()).containsExactly(new ReceivedHeader("X-A", "1"));
        assertThat(call.sipHeaders()).isEmpty();
        assertThat(call.tags()).containsExactly("sales");
        assertThat(call.toString()).doesNotContain("5550100001");
    }

    @Test
    void keepsUnknownMembersOfHeadersAndLinksAndListsOfAnotherShape() throws Exception {
        CallInitiated call = read(CallInitiated.class, "call.initiated", """
                "custom_headers":[{"name":"X-A","value":"1","origin":{"a":1}},{"value":"2"}],
                "sip_headers":[{"name":"Diversion","value":"x"},"User-to-User: 1"]
                """);
        CallRecordingSaved saved = read(CallRecordingSaved.class, "call.recording.saved", """
                "recording_urls":{"wav":"https://a.example/x.wav","ogg":"https://a.example/x.ogg","mp3":null},
                "public_recording_urls":{"flac":true}
                """);

        assertThat(call.customHeaders())
                .containsExactly(
                        new ReceivedHeader("X-A", "1", Map.of("origin", "{\"a\":1}")), new ReceivedHeader("", "2"));
        assertThat(call.sipHeaders()).containsExactly(new ReceivedHeader("Diversion", "x"));
        assertThat(call.unknownFields())
                .containsOnly(
                        Map.entry("sip_headers", "[{\"name\":\"Diversion\",\"value\":\"x\"},\"User-to-User: 1\"]"));
        assertThat(saved.recordingUrls().wav()).isEqualTo("https://a.example/x.wav");
        assertThat(saved.recordingUrls().unknownFields()).containsOnly(Map.entry("ogg", "\"https://a.example/x.ogg\""));
        assertThat(saved.recordingUrls().toString()).doesNotContain("a.example");
        assertThat(saved.publicRecordingUrls().unknownFields()).containsOnly(Map.entry("flac", "true"));
        assertThat(saved.publicRecordingUrls().best()).isEmpty();
    }

    @Test
    void readsAHangUpWithItsFigures() throws Exception {
        CallHangup hangup = read(CallHangup.class, "call.hangup", """
                "hangup_cause":"normal_clearing","hangup_source":"caller","sip_hangup_cause":"unspecified",
                "call_quality_stats":{"inbound":{"mos":"4.50","jitter_max_variance":"75.05","packet_count":"301",
                "future":"x"},"outbound":{"packet_count":"300"}}
                """);

        assertThat(hangup.hangupCause().is(CallHangup.Cause.NORMAL_CLEARING)).isTrue();
        assertThat(hangup.callQualityStats().inbound().mos()).isEqualTo(4.5);
        assertThat(hangup.callQualityStats().inbound().packetCount()).isEqualTo(301);
        assertThat(hangup.callQualityStats().inbound().skipPacketCount()).isNull();
        assertThat(hangup.callQualityStats().inbound().unknownFields()).containsExactly(Map.entry("future", "\"x\""));
        assertThat(read(CallHangup.class, "call.hangup", "\"call_quality_stats\":null")
                        .unknownFields())
                .isEmpty();
    }

    @Test
    void survivesValuesThatAreNewToIt() throws Exception {
        CallSpeakEnded ended = read(CallSpeakEnded.class, "call.speak.ended", "\"status\":\"evaporated\"");

        assertThat(ended.status().known()).isEmpty();
        assertThat(ended.status().text()).isEqualTo("evaporated");
        assertThat(read(CallSpeakEnded.class, "call.speak.ended", "").status().text())
                .isEmpty();
    }

    @Test
    void readsARecordingWithoutItsIds() throws Exception {
        CallRecordingSaved saved = read(CallRecordingSaved.class, "call.recording.saved", """
                "channels":"single","recording_started_at":"2022-02-04T11:36:08.148619Z",
                "recording_ended_at":"2022-02-04T11:36:12.788447Z",
                "recording_urls":{"mp3":"https://s3.example/a.mp3?sig=1","wav":null},"public_recording_urls":{}
                """);

        assertThat(saved.recordingId()).isNull();
        assertThat(saved.bestLink()).contains("https://s3.example/a.mp3?sig=1");
        assertThat(saved.duration()).contains(Duration.parse("PT4.639828S"));
        assertThat(saved.recordingUrls().toString()).doesNotContain("sig");
        assertThat(read(
                                CallRecordingSaved.class,
                                "call.recording.saved",
                                "\"recording_urls\":{},\"public_recording_urls\":{\"wav\":\"https://p\"}")
                        .bestLink())
                .contains("https://p");
    }

    @Test
    void readsBothSpellingsOfAFailedStreamsTrack() throws Exception {
        String params =
                "\"failure_reason\":\"connection_failed\",\"stream_params\":{\"stream_url\":\"wss://a/b?t=1\",\"%s\":\"both_tracks\"}";

        for (String name : List.of("track", "stream_track")) {
            StreamingFailed failed = read(StreamingFailed.class, "streaming.failed", params.formatted(name));
            assertThat(failed.streamParams().track()).isEqualTo("both_tracks");
            assertThat(failed.streamParams().unknownFields()).isEmpty();
            assertThat(failed.streamParams().toString()).doesNotContain("t=1");
        }
    }

    @Test
    void readsLiveTranscription() throws Exception {
        CallTranscription piece = read(
                CallTranscription.class,
                "call.transcription",
                "\"transcription_data\":{\"transcript\":\"hello\",\"confidence\":0.93,\"is_final\":true,\"transcription_track\":\"inbound\"}");

        assertThat(piece.transcriptionData().transcript()).isEqualTo("hello");
        assertThat(piece.transcriptionData().confidence()).isEqualTo(0.93);
        assertThat(piece.transcriptionData().isFinal()).isTrue();
    }

    @Test
    void keepsAllOfAnEventThatItDoesNotKnow() throws Exception {
        WebhookEvent event = telnyx.read(SignedWebhooks.event("call.teleported", "e-2", "\"where\":{\"x\":[1,2]}"));

        assertThat(event).isInstanceOf(UnknownWebhookEvent.class);
        assertThat(event.unknownFields()).containsExactly(Map.entry("where", "{\"x\":[1,2]}"));
        assertThat(event.details().json()).contains("\"where\":{\"x\":[1,2]}");
    }

    static Stream<Class<?>> eventRecords() {
        return Arrays.stream(WebhookEvent.class.getPermittedSubclasses())
                .filter(type -> type != UnknownWebhookEvent.class);
    }

    @ParameterizedTest
    @MethodSource("eventRecords")
    void keepsFieldsOfTheWrongShapeAsTheyCame(Class<?> type) throws Exception {
        String eventType = eventTypeOf(type);
        Random random = new Random(type.getName().hashCode());
        List<String> shapes =
                List.of("null", "7", "true", "\"x\"", "[1]", "[{}]", "{\"a\":1}", "[[]]", BEYOND_DOUBLE, "-0.50");
        for (int round = 0; round < 40; round++) {
            StringBuilder payload = new StringBuilder();
            Map<String, String> sent = new TreeMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (!component.getName().equals("details")) {
                    String field = wireName(component);
                    String shape = shapes.get(random.nextInt(shapes.size()));
                    payload.append(payload.isEmpty() ? "" : ",")
                            .append('"')
                            .append(field)
                            .append("\":")
                            .append(shape);
                    sent.put(field, shape);
                }
            }
            payload.append(payload.isEmpty() ? "" : ",").append("\"brand_new\":[{}]");
            WebhookEvent event = telnyx.read(SignedWebhooks.event(eventType, "e", payload.toString()));
            assertThat(event).isInstanceOf(type);
            assertThat(event.unknownFields()).containsEntry("brand_new", "[{}]");
            assertThat(event.toString()).isEqualTo(event.details().toString());
            for (RecordComponent component : type.getRecordComponents()) {
                String shape = sent.get(wireName(component));
                if ("null".equals(shape)) {
                    assertThat(event.unknownFields()).doesNotContainKey(wireName(component));
                } else if (shape != null
                        && !shape.equals(BEYOND_DOUBLE)
                        && isAbsent(component.getAccessor().invoke(event))) {
                    assertThat(event.unknownFields()).containsEntry(wireName(component), shape);
                }
            }
        }
    }

    private static String wireName(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Nothing came of the field; an object's own unknown members are something. */
    private static boolean isAbsent(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof OpenEnum<?> choice) {
            return choice.text().isEmpty();
        }
        if (value instanceof Record nested) {
            for (RecordComponent component : nested.getClass().getRecordComponents()) {
                if (!isAbsent(component.getAccessor().invoke(nested))) {
                    return false;
                }
            }
            return true;
        }
        return value == null || value.equals(List.of()) || value.equals(Map.of());
    }

    @Test
    void keepsEveryDigitOfNumbersThatItDoesNotKnow() throws Exception {
        CallAnswered event = read(
                CallAnswered.class,
                "call.answered",
                "\"cost\":1.10,\"id\":1111222233334444555666,\"small\":0.1000000000000000000001");

        assertThat(event.unknownFields())
                .containsExactly(
                        Map.entry("cost", "1.10"),
                        Map.entry("id", "1111222233334444555666"),
                        Map.entry("small", "0.1000000000000000000001"));
    }

    @Test
    void hasARecordForEveryEventOfTheProtocolPage() {
        assertThat(eventRecords().map(WebhookEventsTest::eventTypeOf).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "call.initiated",
                        "call.answered",
                        "call.bridged",
                        "call.hangup",
                        "call.speak.started",
                        "call.speak.ended",
                        "call.playback.started",
                        "call.playback.ended",
                        "call.recording.saved",
                        "call.recording.error",
                        "call.recording.transcription.saved",
                        "call.dtmf.received",
                        "call.gather.ended",
                        "call.machine.detection.ended",
                        "call.machine.greeting.ended",
                        "call.machine.premium.detection.ended",
                        "call.machine.premium.greeting.ended",
                        "streaming.started",
                        "streaming.stopped",
                        "streaming.failed",
                        "call.transcription");
    }

    private static String eventTypeOf(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<!^)([A-Z])", ".$1").toLowerCase(java.util.Locale.ROOT);
    }
}

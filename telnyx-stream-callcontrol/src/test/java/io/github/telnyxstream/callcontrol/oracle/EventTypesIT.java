package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.webhook.OpenEnum;
import io.github.telnyxstream.callcontrol.webhook.SignedWebhooks;
import io.github.telnyxstream.callcontrol.webhook.UnknownWebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our records of webhooks against the event types of Telnyx's own SDK, in both directions. */
class EventTypesIT {

    private static final Map<String, Object> COMMON = Map.of(
            "call_control_id", "v3:call",
            "call_leg_id", "leg",
            "call_session_id", "session",
            "connection_id", "1111222233334444555",
            "client_state", "eA==");

    /** The SDK's names of events, where they are not ours. */
    private static final Map<String, String> NAMES = Map.of(
            "StreamingStarted", "CallStreamingStarted",
            "StreamingStopped", "CallStreamingStopped",
            "StreamingFailed", "CallStreamingFailed",
            "CallTranscription", "Transcription");

    /** What Telnyx documents or was seen to send, and its own SDK has no type for. */
    private static final Map<String, Set<String>> BEYOND_THE_SDK = Map.of(
            "CallInitiated", Set.of("calling_party_type", "from_sip_uri", "to_sip_uri"),
            "CallAnswered", Set.of("calling_party_type", "codec", "sampling_rate"),
            "CallBridged", Set.of("start_time", "calling_party_type"),
            "CallSpeakStarted", Set.of("speak_id"),
            "CallSpeakEnded", Set.of("speak_id"),
            "CallHangup", Set.of("end_time", "calling_party_type", "telnyx_error"),
            "CallGatherEnded", Set.of("gather_id"),
            "CallRecordingSaved", Set.of("call_control_id", "recording_id", "format", "start_time", "end_time"));

    /** Likewise a value of a field. */
    private static final Map<String, String> VALUES_BEYOND_THE_SDK = Map.of("CallSpeakEnded.status", "cancelled");

    /** Figures that one direction of a call has and the other has not. */
    private static final Set<String> INBOUND_ONLY = Set.of("mos", "jitter_max_variance", "jitter_packet_count");

    private static Path home;

    private final SignedWebhooks telnyx = new SignedWebhooks();

    @BeforeAll
    static void install() {
        home = OfficialSdk.require();
    }

    static Stream<Class<?>> events() {
        return Arrays.stream(WebhookEvent.class.getPermittedSubclasses())
                .filter(type -> type != UnknownWebhookEvent.class);
    }

    @Test
    void hasAComponentForEveryFieldOfTheSdksEventsAndNamesThoseBeyond() throws Exception {
        Map<String, Set<String>> missing = new TreeMap<>();
        Map<String, Set<String>> beyond = new TreeMap<>();
        for (Class<?> event : events().toList()) {
            Set<String> theirs = OfficialSdk.properties(home, "webhooks.d.ts", sdkName(event) + ".Payload");
            assertThat(theirs).as(event.getSimpleName()).contains("connection_id");
            Set<String> ours = Stream.concat(
                            COMMON.keySet().stream(),
                            Arrays.stream(event.getRecordComponents())
                                    .map(EventSamples::wireName)
                                    .filter(name -> !name.equals("details")))
                    .collect(Collectors.toSet());
            note(missing, event, theirs, ours);
            note(beyond, event, ours, theirs);
        }
        assertThat(missing).isEmpty();
        assertThat(beyond).isEqualTo(BEYOND_THE_SDK);
    }

    private static void note(Map<String, Set<String>> into, Class<?> event, Set<String> these, Set<String> without) {
        Set<String> rest = new TreeSet<>(these);
        rest.removeAll(without);
        if (!rest.isEmpty()) {
            into.put(event.getSimpleName(), rest);
        }
    }

    @Test
    void givesFieldsTheTypesAndValuesOfTheSdksEvents() throws Exception {
        StringBuilder source = new StringBuilder("""
                import type * as webhooks from 'telnyx/resources/webhooks';
                // @ts-expect-error the oracle has to be able to say no
                export const no1: webhooks.CallHangupWebhookEvent = { data: { payload: { hangup_cause: 'bored' } } };
                // @ts-expect-error a value is missing
                export const no2: Record<'completed' | 'failed', true> = { completed: true };
                """);
        int literals = 0;
        for (Class<?> event : events().toList()) {
            String type = "webhooks." + sdkName(event) + "WebhookEvent";
            for (int variant = 0; variant < EventSamples.VARIANTS; variant++) {
                source.append("export const e%d: %s = { data: %s };%n"
                        .formatted(literals++, type, json(data(event, knownToTheSdk(event, variant)))));
            }
            for (Map.Entry<String, List<String>> choice :
                    EventSamples.choices(event).entrySet()) {
                source.append("export const e%d: Record<%s, true> = %s;%n"
                        .formatted(literals++, valuesOf(type, choice.getKey()), allTrue(event, choice)));
            }
        }
        assertThat(OfficialSdk.typeErrors(home, "events", source.toString())).isEmpty();
    }

    /** A record of all values is complete only if the SDK has no other value, and allowed only if it has each of them. */
    private static String allTrue(Class<?> event, Map.Entry<String, List<String>> choice) {
        assertThat(choice.getValue()).hasSizeLessThanOrEqualTo(EventSamples.VARIANTS);
        String beyond = VALUES_BEYOND_THE_SDK.get(event.getSimpleName() + "." + choice.getKey());
        return json(choice.getValue().stream()
                .filter(value -> !value.equals(beyond))
                .collect(Collectors.toMap(value -> value, value -> true)));
    }

    private static String valuesOf(String type, String path) {
        String at = "NonNullable<NonNullable<" + type + "['data']>['payload']>";
        for (String step : path.split("\\.")) {
            at = "NonNullable<" + at + "['" + step + "']>";
        }
        return at;
    }

    private static Map<String, Object> knownToTheSdk(Class<?> event, int variant) {
        Map<String, Object> payload = payload(event, variant);
        payload.keySet().removeAll(BEYOND_THE_SDK.getOrDefault(event.getSimpleName(), Set.of()));
        VALUES_BEYOND_THE_SDK.forEach((path, value) -> {
            String field = path.substring(path.indexOf('.') + 1);
            if (path.startsWith(event.getSimpleName() + ".") && value.equals(payload.get(field))) {
                payload.remove(field);
            }
        });
        return payload;
    }

    private static Map<String, Object> payload(Class<?> event, int variant) {
        Map<String, Object> payload = new LinkedHashMap<>(COMMON);
        payload.putAll(EventSamples.fields(event, variant));
        if (payload.get("call_quality_stats") instanceof Map<?, ?> quality
                && quality.get("outbound") instanceof Map<?, ?> outbound) {
            outbound.keySet().removeAll(INBOUND_ONLY);
        }
        return payload;
    }

    private static Map<String, Object> data(Class<?> event, Map<String, Object> payload) {
        String type = event.getSimpleName().replaceAll("(?<!^)([A-Z])", ".$1").toLowerCase(Locale.ROOT);
        return Map.of(
                "id",
                "e-1",
                "record_type",
                "event",
                "event_type",
                type,
                "occurred_at",
                "2026-03-01T09:30:05.118204Z",
                "payload",
                payload);
    }

    private static String json(Map<String, ?> values) {
        return new String(Json.write(values), StandardCharsets.UTF_8);
    }

    private static String sdkName(Class<?> event) {
        return NAMES.getOrDefault(event.getSimpleName(), event.getSimpleName());
    }

    /** So the bodies that the SDK's types accept are no others than those that we read. */
    @ParameterizedTest
    @MethodSource("events")
    void readsEveryFieldOfTheseEvents(Class<?> event) throws Exception {
        for (int variant = 0; variant < EventSamples.VARIANTS; variant++) {
            WebhookEvent read = telnyx.read(json(Map.of("data", data(event, payload(event, variant)))));

            assertThat(read).isInstanceOf(event);
            assertThat(read.unknownFields()).isEmpty();
            assertIsComplete(event.getSimpleName(), (Record) read);
        }
    }

    private static void assertIsComplete(String path, Record read) throws Exception {
        for (RecordComponent component : read.getClass().getRecordComponents()) {
            String name = path + "." + EventSamples.wireName(component);
            Object value = component.getAccessor().invoke(read);
            if (name.contains("outbound.") && INBOUND_ONLY.contains(EventSamples.wireName(component))) {
                assertThat(value).as(name).isNull();
            } else if (name.endsWith(".unknown_fields")) {
                assertThat((Map<?, ?>) value).as(name).isEmpty();
            } else if (value instanceof OpenEnum<?> choice) {
                assertThat(choice.known()).as(name).isPresent();
            } else if (value instanceof List<?> list) {
                assertThat(list).as(name).isNotEmpty();
            } else if (value instanceof Record nested && !component.getName().equals("details")) {
                assertIsComplete(name, nested);
            } else {
                assertThat(value).as(name).isNotNull();
            }
        }
    }
}

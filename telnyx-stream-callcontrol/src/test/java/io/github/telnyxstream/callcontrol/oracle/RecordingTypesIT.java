package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallStatus;
import io.github.telnyxstream.callcontrol.recording.Recording;
import io.github.telnyxstream.callcontrol.recording.RecordingFilter;
import io.github.telnyxstream.callcontrol.recording.Recordings;
import io.github.telnyxstream.callcontrol.recording.Transcript;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we ask for and read beside commands (recordings, transcripts, the state of a call) against the SDK's types. */
class RecordingTypesIT {

    private static final String TIME = "2026-03-01T09:30:00Z";
    private static final RecordingFilter FILTER = RecordingFilter.ALL
            .ofCall("v3:call")
            .ofLeg("leg")
            .ofSession("session")
            .createdBetween(Instant.parse(TIME), Instant.parse(TIME));

    private static Path home;

    private final MockWebServer server = new MockWebServer();
    private CallControl calls;

    @BeforeAll
    static void install() {
        home = OfficialSdk.require();
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
        calls = CallControl.builder("KEYx")
                .baseUrl(server.url("/v2").toString())
                .build();
    }

    @AfterEach
    void stop() {
        calls.close();
        server.close();
    }

    private void answer(Object data) {
        String body = new String(Json.write(Map.of("data", data)), StandardCharsets.UTF_8);
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    @Test
    void asksForListsAndDeletionsAsTheSdkDoes() throws Exception {
        Recordings recordings = Recordings.create(calls);
        answer(List.of());
        answer(List.of());
        answer(Map.of());
        assertThat(recordings.list(FILTER)).isEmpty();
        assertThat(recordings.transcripts(
                        RecordingFilter.ALL.ofRecording("r").createdBetween(Instant.parse(TIME), Instant.parse(TIME))))
                .isEmpty();
        recordings.deleteAll(List.of("a", "b"));

        String source = """
                import type { RecordingListParams } from 'telnyx/resources/recordings/recordings';
                import type { ActionDeleteParams } from 'telnyx/resources/recordings/actions';
                import type { RecordingTranscriptionListParams } from 'telnyx/resources/recording-transcriptions';
                // @ts-expect-error the oracle has to be able to say no
                export const no: RecordingListParams = { filter: { mood: 'x' } };
                export const r1: RecordingListParams = %s;
                export const r2: RecordingTranscriptionListParams = %s;
                export const r3: ActionDeleteParams = %s;
                """.formatted(
                        query(server.takeRequest()),
                        query(server.takeRequest()),
                        server.takeRequest().getBody().utf8());
        assertThat(OfficialSdk.typeErrors(home, "recordings", source)).isEmpty();
    }

    /** As the SDK takes it: filters nested, page and size as they are. */
    private static String query(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        Map<String, Object> query = new LinkedHashMap<>();
        Map<String, Object> filter = new LinkedHashMap<>();
        for (String name : url.queryParameterNames()) {
            String value = String.valueOf(url.queryParameter(name));
            if (name.startsWith("filter[created_at]")) {
                nested(filter, "created_at").put(name.replaceAll(".*\\[(.*)]$", "$1"), value);
            } else if (name.startsWith("filter[")) {
                filter.put(name.substring("filter[".length(), name.length() - 1), value);
            } else {
                query.put(name, Integer.valueOf(value));
            }
        }
        query.put("filter", filter);
        return new String(Json.write(query), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> nested(Map<String, Object> map, String name) {
        return (Map<String, Object>) map.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    @Test
    void readsEveryFieldOfTheSdksResources() throws Exception {
        Map<String, Object> recording = everyField("recordings/recordings.d.ts", "RecordingResponseData");
        recording.put("download_urls", Map.of("wav", "https://x", "mp3", "https://y"));
        answer(recording);
        Recording read = Recordings.create(calls).retrieve("r");
        assertThat(read.unknownFields()).containsOnlyKeys("updated_at");
        assertThat(read).hasNoNullFieldsOrProperties();
        assertThat(read.links()).hasNoNullFieldsOrProperties();

        answer(everyField("recording-transcriptions.d.ts", "RecordingTranscription"));
        Transcript transcript = Recordings.create(calls).transcript("t");
        assertThat(transcript.unknownFields()).containsOnlyKeys("updated_at");
        assertThat(transcript).hasNoNullFieldsOrProperties();

        Map<String, Object> call = everyField("calls/calls.d.ts", "CallDialResponse.Data");
        assertThat(call)
                .containsKeys(everyField("calls/calls.d.ts", "CallRetrieveStatusResponse.Data")
                        .keySet()
                        .toArray(String[]::new));
        answer(call);
        CallStatus status = calls.call("v3:call").retrieve();
        assertThat(status.unknownFields()).isEmpty();
        assertThat(status).hasNoNullFieldsOrProperties();
    }

    private static Map<String, Object> everyField(String file, String type) throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : OfficialSdk.properties(home, file, type)) {
            if (name.endsWith("_at") || name.endsWith("_time")) {
                fields.put(name, TIME);
            } else if (name.endsWith("_millis") || name.endsWith("_duration")) {
                fields.put(name, 1500);
            } else {
                fields.put(name, name.startsWith("is_") ? true : "x");
            }
        }
        assertThat(fields).as(type).isNotEmpty();
        return fields;
    }
}

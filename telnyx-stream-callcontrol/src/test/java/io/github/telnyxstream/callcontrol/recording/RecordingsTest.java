package io.github.telnyxstream.callcontrol.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsTest {

    private final MockWebServer server = new MockWebServer();
    private CallControl calls;
    private Recordings recordings;

    @BeforeEach
    void start() throws Exception {
        server.start();
        calls = CallControl.builder("KEYx")
                .baseUrl(server.url("/v2").toString())
                .maxRetries(0)
                .build();
        recordings = Recordings.create(calls);
    }

    @AfterEach
    void stop() {
        calls.close();
        server.close();
    }

    private void answer(String body) {
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    @Test
    void fetchesPagesOnlyWhenTheirElementsAreAskedFor() throws Exception {
        answer(
                "{\"data\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"meta\":{\"page_number\":1,\"total_pages\":2,\"total_results\":3}}");
        answer("{\"data\":[{\"id\":\"3\"}],\"meta\":{\"page_number\":2,\"total_pages\":2,\"total_results\":3}}");
        RecordingFilter filter = RecordingFilter.ALL
                .ofLeg("leg/1")
                .createdBetween(Instant.parse("2026-03-01T00:00:00Z"), null)
                .where("from", "+15550100001");

        Iterator<Recording> list = recordings.list(filter).iterator();

        assertThat(server.getRequestCount()).isZero();
        assertThat(list.next().id()).isEqualTo("1");
        assertThat(list.next().id()).isEqualTo("2");
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(list.next().id()).isEqualTo("3");
        assertThat(list.hasNext()).isFalse();
        RecordedRequest first = server.takeRequest();
        assertThat(first.getUrl().encodedPath()).isEqualTo("/v2/recordings");
        assertThat(first.getUrl().queryParameter("filter[call_leg_id]")).isEqualTo("leg/1");
        assertThat(first.getUrl().queryParameter("filter[created_at][gte]")).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(first.getUrl().queryParameter("filter[from]")).isEqualTo("+15550100001");
        assertThat(first.getUrl().queryParameter("page[number]")).isEqualTo("1");
        assertThat(server.takeRequest().getUrl().queryParameter("page[number]")).isEqualTo("2");
        assertThat(filter.toString()).doesNotContain("5550100001");
    }

    @Test
    void stopsAtAShortPageWhenThereIsNoMeta() {
        answer("{\"data\":[{\"id\":\"1\"}]}");

        assertThat(recordings.list(RecordingFilter.ALL)).hasSize(1);
    }

    @Test
    void readsARecordingAndKeepsWhatItDoesNotKnow() {
        answer("""
                {"data":{"id":"r","record_type":"recording","call_leg_id":"l","channels":"single","duration_millis":4639,
                "download_urls":{"wav":"https://s3.example/r.wav?sig=1"},"status":"completed","from":"+15550100001",
                "recording_started_at":"2022-02-04T11:36:08.148619Z","novel":1}}""");

        Recording recording = recordings.retrieve("r");

        assertThat(recording.duration()).isEqualTo(Duration.ofMillis(4639));
        assertThat(recording.links().best()).contains("https://s3.example/r.wav?sig=1");
        assertThat(recording.unknownFields()).containsOnlyKeys("novel");
        assertThat(recording.toString()).doesNotContain("sig", "5550100001");
    }

    @Test
    void deletesOneAndSeveral() throws Exception {
        answer("{}");
        answer("{\"status\":\"ok\"}");
        recordings.delete("r 1");
        recordings.deleteAll(List.of("a", "b"));
        recordings.deleteAll(List.of());

        RecordedRequest one = server.takeRequest();
        assertThat(one.getMethod()).isEqualTo("DELETE");
        assertThat(one.getUrl().encodedPath()).isEqualTo("/v2/recordings/r%201");
        RecordedRequest several = server.takeRequest();
        assertThat(several.getUrl().encodedPath()).isEqualTo("/v2/recordings/actions/delete");
        assertThat(several.getBody().utf8()).isEqualTo("{\"ids\":[\"a\",\"b\"]}");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void takesARecordingThatAnEarlierTryHasDeletedAsDeleted() {
        try (CallControl patient = CallControl.builder("KEYx")
                .baseUrl(server.url("/v2").toString())
                .time(Clock.systemUTC(), System::nanoTime, pause -> {})
                .build()) {
            for (int i = 0; i < 2; i++) {
                server.enqueue(new MockResponse.Builder().code(503).build());
                server.enqueue(new MockResponse.Builder().code(404).build());
            }
            Recordings.create(patient).delete("r");
            Recordings.create(patient).deleteAll(List.of("r"));
            assertThat(server.getRequestCount()).isEqualTo(4);

            server.enqueue(new MockResponse.Builder().code(404).build());
            assertThatThrownBy(() -> Recordings.create(patient).delete("r")).isInstanceOf(CallControlException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[]", "{\"data\":null}"})
    void namesAnAnswerThatIsNotTelnyxs(String body) {
        answer(body);
        answer(body);

        assertBadAnswer(() -> recordings.retrieve("r"));
        assertBadAnswer(() -> recordings.list(RecordingFilter.ALL).toList());
    }

    private static void assertBadAnswer(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        CallControlException.class,
                        bad -> assertThat(bad.kind()).isEqualTo(CallControlException.Kind.BAD_ANSWER));
    }

    @Test
    void readsTranscripts() {
        answer(
                "{\"data\":{\"id\":\"t\",\"recording_id\":\"r\",\"status\":\"completed\",\"transcription_text\":\"hello\"}}");
        answer("{\"data\":[{\"id\":\"t\",\"status\":\"in-progress\"}]}");

        assertThat(recordings.transcript("t").text()).isEqualTo("hello");
        assertThat(recordings.transcripts(RecordingFilter.ALL.ofRecording("r")).map(Transcript::status))
                .containsExactly("in-progress");
    }

    @Test
    void deletesATranscript() throws Exception {
        answer("{}");

        recordings.deleteTranscript("t 1");

        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("DELETE");
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/recording_transcriptions/t%201");
    }

    @Test
    void reportsWhatTelnyxRefuses() {
        server.enqueue(new MockResponse.Builder()
                .code(404)
                .body("{\"errors\":[{\"code\":\"10005\"}]}")
                .build());

        assertThatThrownBy(() -> recordings.retrieve("r")).isInstanceOf(CallControlException.class);
    }
}

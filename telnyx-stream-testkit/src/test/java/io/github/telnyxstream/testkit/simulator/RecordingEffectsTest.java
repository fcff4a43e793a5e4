package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands that make or answer a call say about its recording and its words, and what they get back. */
class RecordingEffectsTest {
    private static final String DIAL = "{\"connection_id\":\"1\",\"from\":\"+15550100002\",\"to\":\"+15550100007\"";
    private static final String RECORD = "\"record\":\"record-from-answer\"";

    private final VirtualBench bench = new VirtualBench();

    @BeforeEach
    void nobodyAnswers() {
        bench.answersCalls = false;
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SimulatedCall ringing() {
        SimulatedCall call = bench.telnyx.placeCall(Caller.builder().build());
        bench.clock.settle();
        return call;
    }

    private JsonNode answered(SimulatedCall call, String body) {
        JsonNode reply = bench.reply("POST", VirtualBench.path(call) + "/actions/answer", body);
        bench.clock.settle();
        return reply.path("data");
    }

    @Test
    void tellsTheIdOfTheRecordingThatAnAnswerAsksFor() {
        SimulatedCall call = ringing();
        JsonNode data = answered(call, "{" + RECORD + "}");
        bench.pass(Duration.ofMillis(3100));
        JsonNode alive = bench.reply("GET", VirtualBench.path(call), "").path("data");
        call.hangUp();
        bench.pass(Duration.ofSeconds(5));
        JsonNode over = bench.reply("GET", VirtualBench.path(call), "").path("data");

        assertThat(data.path("result").asText()).isEqualTo("ok");
        assertThat(data.path("recording_id").asText()).isNotEmpty();
        assertThat(bench.payload("call.recording.saved").path("recording_id")).isEqualTo(data.path("recording_id"));
        assertThat(over.path("recording_id")).isEqualTo(data.path("recording_id"));
        assertThat(alive.path("call_duration").asInt()).isEqualTo(3);
        assertThat(over.path("call_duration").asInt()).isEqualTo(3);
        assertThat(answered(ringing(), "{}").has("recording_id")).isFalse();
    }

    @Test
    void tellsTheIdOfTheRecordingThatADialAsksFor() {
        JsonNode data = bench.reply("POST", "/calls", DIAL + "," + RECORD + "}").path("data");
        bench.pass(Duration.ofSeconds(4));
        bench.telnyx.calls().get(0).hangUp();
        bench.pass(Duration.ofSeconds(1));

        assertThat(data.path("recording_id").asText()).isNotEmpty();
        assertThat(bench.payload("call.recording.saved").path("recording_id")).isEqualTo(data.path("recording_id"));
    }

    @Test
    void transcribesADialledCallFromTheAnswerOn() {
        bench.telnyx.whenDialed(Caller.builder()
                .pause(Duration.ofSeconds(1))
                .say("Hello, who is there")
                .build());
        assertThat(bench.request("POST", "/calls", DIAL + ",\"transcription\":true}"))
                .isEqualTo("200");
        bench.pass(Duration.ofSeconds(8));

        assertThat(bench.payload("call.transcription")
                        .at("/transcription_data/transcript")
                        .asText())
                .isEqualTo("Hello, who is there");
    }

    @ParameterizedTest
    @CsvSource({
        "record_max_length,43201,422 10033",
        "record_timeout_secs,-1,422 10033",
        "record_format,'\"ogg\"',422 10032",
        "record_channels,'\"triple\"',422 10032",
        "record_track,'\"nobody\"',422 10032",
    })
    void refusesWhatNoRecordingCanBeBeforeAnythingHappens(String field, String value, String refusal) {
        String body = RECORD + ",\"" + field + "\":" + value + "}";
        SimulatedCall call = ringing();
        assertThat(bench.command(call, "answer", "{" + body)).isEqualTo(refusal);
        assertThat(bench.request("POST", "/calls", DIAL + "," + body)).isEqualTo(refusal);
        bench.pass(Duration.ofSeconds(3));

        assertThat(bench.hookTypes(call.callControlId())).containsExactly("call.initiated");
        assertThat(bench.telnyx.calls()).hasSize(1);
        assertThat(bench.command(call, "answer", "{}")).isEqualTo("200");
    }

    @Test
    void recordsFromTheAnswerOnForLongerThanOtherwise() {
        SimulatedCall call = ringing();
        assertThat(bench.command(call, "answer", "{" + RECORD + ",\"record_max_length\":43200}"))
                .isEqualTo("200");
        assertThat(bench.command(
                        call, "record_start", "{\"format\":\"wav\",\"channels\":\"dual\",\"max_length\":14401}"))
                .isEqualTo("422 10033");
    }

    /** A link that has expired is refused as such for as long again, and then forgotten. */
    @Test
    void forgetsLinksThatHaveLongExpired() {
        ManualClock clock = new ManualClock();
        Recordings recordings = new Recordings(clock);
        CallIdentity caller = CallIdentity.of(new Random(1), "1", "+15550100001", "+15550100002", true);
        Recordings.Recording saved =
                new Recordings.Recording("id", caller, "wav", "dual", clock.instant(), clock.instant(), new short[320]);
        recordings.add(saved);
        URI link = URI.create(recordings.link(saved));
        assertThat(downloaded(recordings, link)).startsWith("RIFF");
        clock.advance(Duration.ofMinutes(11));
        String second = recordings.link(saved);
        assertThat(downloaded(recordings, link)).contains("AccessDenied");
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        String third = recordings.link(saved);

        assertThat(downloaded(recordings, link)).contains("SignatureDoesNotMatch");
        assertThat(downloaded(recordings, URI.create(second))).contains("AccessDenied");
        assertThat(downloaded(recordings, URI.create(third))).startsWith("RIFF");
    }

    private static String downloaded(Recordings recordings, URI link) {
        return new String(
                recordings.download(link.getPath(), link.getRawQuery()).body(), StandardCharsets.ISO_8859_1);
    }
}

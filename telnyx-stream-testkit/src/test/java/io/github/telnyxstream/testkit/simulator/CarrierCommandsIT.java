package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarrierCommandsIT extends SimulatorCase {
    @TempDir
    private Path directory;

    private JsonNode payload(String type) {
        return app.hooks.stream()
                .filter(hook -> hook.type().equals(type))
                .findFirst()
                .orElseThrow()
                .payload();
    }

    private SimulatedCall answered(Caller caller) {
        answerWith("");
        SimulatedCall call = telnyx.placeCall(caller);
        awaitHook("call.answered");
        return call;
    }

    @Test
    void speaksForAsLongAsTheTextTakes() throws Exception {
        SimulatedCall call = answered(Caller.builder().awaitHeard(SOON).hangUp().build());

        assertThat(app.command(call.callControlId(), "speak", "{\"payload\":\"Hi\"}")
                        .errorCode())
                .isEqualTo("10004");
        app.command(call.callControlId(), "speak", "{\"payload\":\"Hello there\",\"voice\":\"male\"}");

        assertThat(end(call)).isPresent();
        assertThat(app.hookTypes()).containsSubsequence("call.speak.started", "call.speak.ended", "call.hangup");
        assertThat(payload("call.speak.ended").path("status").asText()).isEqualTo("completed");
        assertThat(at(call, Kind.CARRIER_PLAYED).minus(at(call, Kind.CARRIER_PLAYS)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(count(call, Kind.BEEP_HEARD)).isZero();
    }

    @Test
    void saysThatSpeechWasCutOffByTheEnd() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());
        app.command(
                call.callControlId(), "speak", "{\"payload\":\"" + "very long ".repeat(200) + "\",\"voice\":\"male\"}");

        awaitHook("call.speak.started");
        call.hangUp();

        assertThat(end(call)).isPresent();
        assertThat(payload("call.speak.ended").path("status").asText()).isEqualTo("call_hangup");
    }

    @Test
    void playsAFileGivenInTheCommand() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());
        short[] tune = Speech.babble(300, 9);
        Path file = directory.resolve("tune.wav");
        write(file, tune);
        String content = Base64.getEncoder().encodeToString(Files.readAllBytes(file));

        app.command(call.callControlId(), "playback_start", "{\"playback_content\":\"" + content + "\"}");

        awaitHook("call.playback.ended");
        call.hangUp();
        assertThat(end(call)).isPresent();
        assertThat(payload("call.playback.ended").path("status").asText()).isEqualTo("completed");
        assertThat(Speech.find(call.heard(), tune)).isNotNegative();
    }

    @Test
    void stopsPlayingOnDemand() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());
        app.command(
                call.callControlId(), "speak", "{\"payload\":\"" + "very long ".repeat(200) + "\",\"voice\":\"male\"}");
        app.command(call.callControlId(), "playback_start", "{\"media_name\":\"jingle\"}");

        app.command(call.callControlId(), "playback_stop", "{}");

        awaitHook("call.speak.ended");
        call.hangUp();
        assertThat(end(call)).isPresent();
        assertThat(payload("call.speak.ended").path("status").asText()).isEqualTo("cancelled");
        assertThat(app.hookTypes()).doesNotContain("call.playback.started");
    }

    @Test
    void findsNoFileAtADeadAddress() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());

        app.command(call.callControlId(), "playback_start", "{\"audio_url\":\"http://127.0.0.1:1/x.wav\"}");

        awaitHook("call.playback.ended");
        assertThat(payload("call.playback.ended").path("status").asText()).isEqualTo("file_not_found");
        call.hangUp();
        assertThat(end(call)).isPresent();
    }

    @Test
    void recordsBeepsTranscribesAndOffersTheFile() throws Exception {
        short[] message = Speech.babble(500, 11);
        SimulatedCall call = answered(Caller.builder()
                .awaitBeep(SOON)
                .speak(message)
                .pause(Duration.ofMillis(200))
                .hangUp()
                .transcript("please call back")
                .build());

        app.command(
                call.callControlId(),
                "record_start",
                "{\"format\":\"wav\",\"channels\":\"single\",\"play_beep\":true,\"transcription\":true}");

        assertThat(end(call)).isPresent();
        assertThat(app.hookTypes())
                .containsSubsequence("call.hangup", "call.recording.saved", "call.recording.transcription.saved");
        assertThat(payload("call.recording.transcription.saved")
                        .path("transcription_text")
                        .asText())
                .isEqualTo("please call back");
        String url = payload("call.recording.saved").at("/recording_urls/wav").asText();
        HttpResponse<byte[]> file = app.fetch(url);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(Speech.find(samples(file.body()), message)).isNotNegative();

        assertThat(app.fetch(url, "authorization", "Bearer " + FakeApplication.KEY)
                        .statusCode())
                .isEqualTo(400);
        assertThat(app.fetch(url.replaceAll("Signature=.*", "Signature=guessed"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void offersAFreshLinkWhenTheOldHasExpired() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());
        app.command(call.callControlId(), "record_start", "{\"format\":\"wav\",\"channels\":\"dual\"}");
        awaitUntil(() -> count(call, Kind.RECORDING_STARTED) == 1);
        app.command(call.callControlId(), "record_stop", "{}");
        awaitHook("call.recording.saved");
        call.hangUp();
        assertThat(end(call)).isPresent();
        JsonNode saved = payload("call.recording.saved");

        clock.jump(Duration.ofSeconds(601));

        assertThat(app.fetch(saved.at("/recording_urls/wav").asText()).statusCode())
                .isEqualTo(403);
        String id = saved.path("recording_id").asText();
        FakeApplication.Answer recording = app.request("GET", "/recordings/" + id, "", FakeApplication.KEY);
        assertThat(recording.json().at("/data/channels").asText()).isEqualTo("dual");
        assertThat(app.fetch(recording.json().at("/data/download_urls/wav").asText())
                        .statusCode())
                .isEqualTo(200);
        assertThat(app.request("GET", "/recordings", "", FakeApplication.KEY)
                        .json()
                        .at("/meta/total_results")
                        .asInt())
                .isEqualTo(1);
        assertThat(app.request("DELETE", "/recordings/" + id, "", FakeApplication.KEY)
                        .status())
                .isEqualTo(200);
        assertThat(app.request("GET", "/recordings/" + id, "", FakeApplication.KEY)
                        .errorCode())
                .isEqualTo("10005");
    }

    @Test
    void tellsOfRecordingsPageByPageFromPageOneAndDeletesSeveral() throws Exception {
        SimulatedCall call =
                answered(Caller.builder().transcript("please call back").build());
        for (int i = 1; i <= 3; i++) {
            String start = "{\"format\":\"wav\",\"channels\":\"single\",\"transcription\":true}";
            app.command(call.callControlId(), "record_start", start);
            app.command(call.callControlId(), "record_stop", "{}");
            int saved = i;
            awaitUntil(() -> count(call, Kind.RECORDING_SAVED) == saved);
        }
        call.hangUp();
        assertThat(end(call)).isPresent();

        JsonNode first = page("1", "2");
        JsonNode second = page("2", "2");
        assertThat(first.path("data")).hasSize(2).doesNotContainAnyElementsOf(second.path("data"));
        assertThat(second.path("data")).hasSize(1);
        assertThat(second.path("meta"))
                .hasToString("{\"page_number\":2,\"page_size\":2,\"total_pages\":2,\"total_results\":3}");
        assertThat(get("/recordings").path("data"))
                .as("the first page unless told")
                .hasSize(3);
        assertThat(page("3", "2").path("data")).as("behind the last page").isEmpty();
        assertThat(page("3", "2").at("/meta/total_results").asInt()).isEqualTo(3);
        assertThat(page("1", "250").path("data")).hasSize(3);
        for (JsonNode refused : List.of(page("0", "2"), page("1", "0"), page("1", "251"), page("one", "2"))) {
            assertThat(refused.at("/errors/0/code").asText()).isEqualTo("10033");
        }
        assertThat(get("/recordings?filter%5Bcall_leg_id%5D=another").path("data"))
                .isEmpty();
        JsonNode all = get(
                "/recordings?filter[from]=%2B15550100001".replace("[", "%5B").replace("]", "%5D"));
        assertThat(all.path("data")).hasSize(3);

        String ids = all.path("data").path(0).path("id") + ","
                + all.path("data").path(1).path("id");
        assertThat(app.request("POST", "/recordings/actions/delete", "{\"ids\":[" + ids + "]}", FakeApplication.KEY)
                        .status())
                .isEqualTo(200);
        assertThat(get("/recordings").path("data")).hasSize(1);

        JsonNode said = get("/recording_transcriptions").path("data").path(0);
        assertThat(said.path("transcription_text").asText()).isEqualTo("please call back");
        String one = "/recording_transcriptions/" + said.path("id").asText();
        assertThat(get(one).path("data")).isEqualTo(said);
        assertThat(app.request("DELETE", one, "", FakeApplication.KEY).status()).isEqualTo(200);
        assertThat(app.request("GET", one, "", FakeApplication.KEY).errorCode()).isEqualTo("10005");
    }

    private JsonNode page(String number, String size) {
        return get("/recordings?page%5Bnumber%5D=" + number + "&page%5Bsize%5D=" + size);
    }

    private JsonNode get(String path) {
        return app.request("GET", path, "", FakeApplication.KEY).json();
    }

    @Test
    void stopsARecordingAtItsLimit() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());

        app.command(
                call.callControlId(), "record_start", "{\"format\":\"wav\",\"channels\":\"single\",\"max_length\":1}");

        awaitHook("call.recording.saved");
        call.hangUp();
        assertThat(end(call)).isPresent();
        String id = payload("call.recording.saved").path("recording_id").asText();
        assertThat(app.request("GET", "/recordings/" + id, "", FakeApplication.KEY)
                        .json()
                        .at("/data/duration_millis")
                        .asLong())
                .isEqualTo(1000);
    }

    @Test
    void acceptsOtherCommandsWithoutEffectAndRemembersThem() throws Exception {
        SimulatedCall call = answered(Caller.builder().build());

        assertThat(app.command(call.callControlId(), "send_dtmf", "{\"digits\":\"1\"}")
                        .json()
                        .toString())
                .isEqualTo("{\"data\":{\"result\":\"ok\"}}");
        assertThat(call.requests()).extracting(request -> request.command()).contains("send_dtmf");
        call.hangUp();
        assertThat(end(call)).isPresent();
    }

    private static void write(Path file, short[] pcm) throws IOException {
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, 8000)) {
            writer.write(pcm, 0, pcm.length);
        }
    }

    private static short[] samples(byte[] wav) throws IOException {
        try (WavReader reader = WavReader.open(new ByteArrayInputStream(wav))) {
            assertThat(reader.sampleRateHz()).isEqualTo(8000);
            assertThat(reader.channels()).isEqualTo(1);
            short[] pcm = new short[Math.toIntExact(reader.lengthFrames())];
            assertThat(reader.read(pcm, 0, pcm.length)).isEqualTo(pcm.length);
            return pcm;
        }
    }
}

package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.codec.dsp.DtmfDetector;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every command does what Telnyx's reference says, told by its webhooks and by what is heard; in virtual time. */
class CommandEffectsTest {
    private static final String DIAL = "{\"connection_id\":\"1\",\"from\":\"+15550100002\",\"to\":\"+15550100007\"";
    private static final String VOICE = "\"voice\":\"male\"";

    private final VirtualBench bench = new VirtualBench();

    @BeforeEach
    void withoutAStream() {
        bench.answer = "{}";
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private SimulatedCall answered() {
        return bench.call(Caller.builder().build());
    }

    private void accepted(SimulatedCall call, String name, String body) {
        assertThat(bench.command(call, name, body)).isEqualTo("200");
        bench.clock.settle();
    }

    @Test
    void letsTheCallerHearKeys() {
        SimulatedCall call = answered();
        accepted(call, "send_dtmf", "{\"digits\":\"1w#\",\"duration_millis\":200}");
        bench.pass(seconds(2));
        short[] heard = call.heard();

        assertThat(DtmfDetector.of(8000).offer(heard, 0, heard.length)).isEqualTo("1#");
        assertThat(bench.command(call, "send_dtmf", "{\"digits\":\"x\"}")).isEqualTo("422 90014");
    }

    @Test
    void speaksAsOftenAsItIsToldTo() {
        SimulatedCall call = answered();
        accepted(call, "speak", "{\"payload\":\"Twenty characters ok\",\"loop\":3," + VOICE + "}");
        bench.pass(seconds(5));

        assertThat(call.sound().audible()).isBetween(seconds(3.5), seconds(3.7));
        assertThat(bench.hookTypes(call.callControlId()))
                .containsOnlyOnce("call.speak.started")
                .containsOnlyOnce("call.speak.ended");
    }

    @Test
    void transfersToAnotherPersonWhoThenHearsAndIsHeard() {
        bench.telnyx.whenDialed(Caller.builder()
                .pause(seconds(1))
                .say("Hello, this is the other side")
                .build());
        SimulatedCall call = bench.call(Caller.builder()
                .awaitHeard(seconds(20))
                .say("And this is me")
                .hangUp()
                .build());
        accepted(call, "transfer", "{\"to\":\"+15550100077\",\"client_state\":\"eA==\"}");
        bench.pass(seconds(15));
        SimulatedCall target = bench.telnyx.calls().get(1);

        assertThat(target.to()).isEqualTo("+15550100077");
        assertThat(target.callSessionId()).isEqualTo(call.callSessionId());
        assertThat(bench.hookTypes(target.callControlId()))
                .containsExactly("call.initiated", "call.answered", "call.bridged", "call.hangup");
        assertThat(bench.hookTypes(call.callControlId())).contains("call.bridged", "call.hangup");
        assertThat(call.sound().sections()).hasSize(1);
        assertThat(call.sound().longestGap()).isZero();
        assertThat(target.sound().sections()).hasSize(1);
        assertThat(target.sound().audible()).isGreaterThan(seconds(0.7));
    }

    @Test
    void keepsTheCallWhenATransferIsNotAnswered() {
        bench.telnyx.whenDialed(
                Caller.builder().pickup(Caller.Pickup.DOES_NOT_ANSWER).build());
        SimulatedCall call = answered();
        accepted(call, "transfer", "{\"to\":\"+15550100077\",\"timeout_secs\":5}");
        bench.pass(seconds(6));

        assertThat(bench.hookTypes(bench.telnyx.calls().get(1).callControlId()))
                .containsExactly("call.initiated", "call.hangup");
        assertThat(bench.command(call, "speak", "{\"payload\":\"Still here\"," + VOICE + "}"))
                .isEqualTo("200");
    }

    @Test
    void bridgesTwoCallsAndHangsUpTheOtherWithTheOne() {
        SimulatedCall first = answered();
        SimulatedCall second = answered();
        accepted(first, "bridge", "{\"call_control_id\":\"" + second.callControlId() + "\"}");
        first.speak(io.github.telnyxstream.testkit.caller.Murmur.lasting(1000));
        bench.pass(seconds(3));
        assertThat(second.sound().audible()).isBetween(seconds(0.95), seconds(1.1));
        assertThat(second.sound().similarityTo(Sound.of(io.github.telnyxstream.testkit.caller.Murmur.lasting(900))))
                .isGreaterThan(0.9);
        assertThat(first.sound().sections()).isEmpty();

        first.hangUp();
        bench.pass(seconds(0.1));
        assertThat(bench.hookTypes(second.callControlId())).contains("call.bridged", "call.hangup");
        assertThat(bench.command(second, "bridge", "{\"call_control_id\":\"v3:nobody\"}"))
                .isEqualTo("422 90018");
    }

    @Test
    void transcribesWhatTheCallerSays() {
        SimulatedCall call = bench.call(Caller.builder()
                .pause(seconds(1))
                .say("I would like a pizza")
                .pause(seconds(5))
                .say("Bye")
                .build());
        accepted(call, "transcription_start", "{\"transcription_tracks\":\"both\"}");
        assertThat(bench.command(call, "transcription_start", "{}")).isEqualTo("422 90054");
        bench.pass(seconds(4));
        JsonNode data = bench.payload("call.transcription").path("transcription_data");
        assertThat(data.path("transcript").asText()).isEqualTo("I would like a pizza");
        assertThat(data.path("is_final").isBoolean()).isTrue();
        assertThat(data.path("confidence").isNumber()).isTrue();

        accepted(call, "transcription_stop", "{}");
        bench.pass(seconds(6));
        assertThat(bench.hookTypes(call.callControlId())).containsOnlyOnce("call.transcription");
    }

    @Test
    void suppressesTheNoiseOfTheLine() {
        SimulatedCall call = answered();
        accepted(call, "streaming_start", "{\"stream_url\":\"ws://here/media\"}");
        bench.pass(seconds(1));
        int before = call.sent().length;
        accepted(call, "suppression_start", "{\"direction\":\"both\"}");
        bench.pass(seconds(1));
        short[] sent = call.sent();

        assertThat(Sound.of(sent).pcm()).contains((short) 0);
        for (int i = before + 320; i < sent.length; i++) {
            assertThat(sent[i]).isZero();
        }
        accepted(call, "suppression_stop", "{}");
        bench.pass(seconds(1));
        assertThat(call.sent()[call.sent().length - 1]
                        | call.sent()[call.sent().length - 2]
                        | call.sent()[call.sent().length - 3])
                .isNotZero();
    }

    @Test
    void updatesTheClientState() {
        SimulatedCall call = answered();
        accepted(call, "client_state_update", "{\"client_state\":\"bmV3\"}");
        call.hangUp();
        bench.pass(seconds(0.1));

        assertThat(bench.payload("call.hangup").path("client_state").asText()).isEqualTo("bmV3");
        assertThat(bench.command(call, "client_state_update", "{\"client_state\":\"bmV3\"}"))
                .isEqualTo("422 90018");
    }

    @Test
    void leavesOutWhatIsSaidWhileRecordingIsPaused() {
        SimulatedCall call = answered();
        accepted(call, "record_start", "{\"format\":\"wav\",\"channels\":\"dual\"}");
        bench.pass(seconds(1));
        accepted(call, "record_pause", "{}");
        bench.pass(seconds(5));
        accepted(call, "record_resume", "{}");
        bench.pass(seconds(1));
        accepted(call, "record_stop", "{}");

        assertThat(call.events().stream().filter(event -> event.kind() == Kind.RECORDING_SAVED))
                .singleElement()
                .satisfies(event ->
                        assertThat(Integer.parseInt(event.text().split(" ")[0])).isBetween(1960, 2040));
    }

    @Test
    void recordsToMp3AsTheBriefAsksFor() throws Exception {
        SimulatedCall call = answered();
        accepted(call, "record_start", "{\"format\":\"mp3\",\"channels\":\"single\",\"play_beep\":true}");
        bench.pass(seconds(3));
        accepted(call, "record_stop", "{}");
        String url =
                bench.payload("call.recording.saved").at("/recording_urls/mp3").asText();
        HttpResponse<byte[]> file = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(file.headers().firstValue("content-type")).contains("audio/mpeg");
        assertThat(io.github.telnyxstream.testkit.simulator.media.Mp3Length.seconds(file.body()))
                .isBetween(2.4, 2.9);
        bench.pass(Duration.ofMinutes(11));
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void recordsFromTheAnswerOn() {
        bench.answer = "{\"record\":\"record-from-answer\",\"record_format\":\"wav\",\"record_channels\":\"single\"}";
        SimulatedCall call = answered();
        bench.pass(seconds(2));
        call.hangUp();
        bench.pass(seconds(0.1));

        assertThat(bench.payload("call.recording.saved").path("format").asText())
                .isEqualTo("wav");
    }

    @Test
    void tellsOfARecordingThatFailed() {
        bench.telnyx.failNextRecording("Internal server error");
        SimulatedCall call = answered();
        accepted(call, "record_start", "{\"format\":\"wav\",\"channels\":\"dual\"}");
        bench.pass(seconds(1));
        accepted(call, "record_stop", "{}");

        assertThat(bench.payload("call.recording.error").path("reason").asText())
                .isEqualTo("Internal server error");
        assertThat(bench.hookTypes(call.callControlId())).doesNotContain("call.recording.saved");
    }

    private void dial(String fields) {
        assertThat(bench.request("POST", "/calls", DIAL + fields + "}")).isEqualTo("200");
    }

    @Test
    void findsOutThatAPersonAnswers() {
        dial(",\"answering_machine_detection\":\"detect\"");
        bench.pass(seconds(5));
        assertThat(bench.payload("call.machine.detection.ended").path("result").asText())
                .isEqualTo("human");
        dial(",\"answering_machine_detection\":\"premium\"");
        bench.pass(seconds(5));
        assertThat(bench.payload("call.machine.premium.detection.ended")
                        .path("result")
                        .asText())
                .isEqualTo("human_residence");
    }

    @Test
    void findsOutThatAMachineAnswersAndWhenItsGreetingIsOver() {
        bench.telnyx.whenDialed(Caller.builder()
                .answeringMachine()
                .say("Please leave a message")
                .build());
        dial(",\"answering_machine_detection\":\"greeting_end\"");
        bench.pass(seconds(8));
        assertThat(bench.payload("call.machine.detection.ended").path("result").asText())
                .isEqualTo("machine");
        assertThat(bench.payload("call.machine.greeting.ended").path("result").asText())
                .isEqualTo("ended");
        dial(",\"answering_machine_detection\":\"premium\"");
        bench.pass(seconds(8));
        assertThat(bench.payload("call.machine.premium.greeting.ended")
                        .path("result")
                        .asText())
                .isEqualTo("beep_detected");
    }

    @Test
    void pressesKeysForWhoeverAnswers() {
        String[] ways = {",\"send_digits_on_answer\":\"4w2\"", ",\"to\":\"+15550100007,4w2\""};
        for (String way : ways) {
            dial(way);
            bench.pass(seconds(3));
            SimulatedCall call = bench.telnyx.calls().get(bench.telnyx.calls().size() - 1);
            short[] heard = call.heard();
            assertThat(DtmfDetector.of(8000).offer(heard, 0, heard.length)).isEqualTo("42");
        }
    }

    @Test
    void connectsACallThatIsDialedForAnotherWhenItIsAnswered() {
        SimulatedCall first = answered();
        dial(",\"link_to\":\"" + first.callControlId() + "\",\"bridge_on_answer\":true");
        bench.pass(seconds(2));

        assertThat(bench.hookTypes(first.callControlId())).contains("call.bridged");
        assertThat(first.events()).anyMatch(event -> event.kind() == Kind.BRIDGED);
        assertThat(bench.request("POST", "/calls", DIAL + ",\"link_to\":\"v3:nobody\"}"))
                .isEqualTo("422 90015");
    }

    @Test
    void wantsNumbersWithTheirCountry() {
        for (String odd : List.of("5550100007", "+0123", "anonymous", "+1555010000712345")) {
            assertThat(bench.request("POST", "/calls", DIAL + ",\"to\":\"" + odd + "\"}"))
                    .as(odd)
                    .isEqualTo("422 10016");
        }
        assertThat(bench.request("POST", "/calls", DIAL + ",\"to\":\"sip:somebody@name.example\"}"))
                .isEqualTo("200");
        assertThat(bench.command(answered(), "transfer", "{\"to\":\"112\"}")).isEqualTo("422 10016");
    }

    @Test
    void speaksWhatIsBetweenTheTagsOfSsml() {
        SimulatedCall plain = answered();
        accepted(plain, "speak", "{\"payload\":\"Good morning\"," + VOICE + "}");
        SimulatedCall marked = answered();
        accepted(
                marked,
                "speak",
                "{\"payload\":\"<speak><s>Good morning</s></speak>\",\"payload_type\":\"ssml\"," + VOICE + "}");
        bench.pass(seconds(5));

        assertThat(marked.sound().sections()).hasSameSizeAs(plain.sound().sections());
        assertThat(marked.sound().audible()).isEqualTo(plain.sound().audible());
    }

    @Test
    void endsACallAtItsTimeLimit() {
        dial(",\"time_limit_secs\":30");
        bench.pass(seconds(40));
        assertThat(bench.payload("call.hangup").path("hangup_cause").asText()).isEqualTo("time_limit");
        assertThat(bench.payload("call.hangup")
                        .at("/call_quality_stats/inbound/mos")
                        .isTextual())
                .isTrue();
    }

    @Test
    void takesWavFilesOfAnyRateFromASpeechProgram() throws Exception {
        assertThat(io.github.telnyxstream.testkit.caller.WavSpeech.read(new ByteArrayInputStream(wav(16000, 16000))))
                .hasSizeBetween(7990, 8050);
    }

    private static byte[] wav(int rateHz, int samples) throws Exception {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("speech", ".wav");
        try (io.github.telnyxstream.codec.wav.WavWriter writer = io.github.telnyxstream.codec.wav.WavWriter.create(
                file, io.github.telnyxstream.codec.wav.WavEncoding.PCM_16, 1, rateHz)) {
            writer.write(new short[samples], 0, samples);
        }
        try {
            return java.nio.file.Files.readAllBytes(file);
        } finally {
            java.nio.file.Files.delete(file);
        }
    }
}

package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.codec.dsp.DtmfDetector;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What dial, transfer and bridge say about two calls that are connected, and about the headers of a call. */
class RoutingEffectsTest {
    private static final String DIAL =
            "{\"connection_id\":\"1\",\"from\":\"+15550100002\",\"to\":\"+15550100007\",\"client_state\":\"eA==\"";

    private final VirtualBench bench = new VirtualBench();

    @TempDir
    private Path folder;

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

    private void bridge(SimulatedCall one, SimulatedCall other, String fields) {
        accepted(one, "bridge", "{\"call_control_id\":\"" + other.callControlId() + "\"" + fields + "}");
    }

    private void accepted(SimulatedCall call, String name, String body) {
        assertThat(bench.command(call, name, body)).isEqualTo("200");
        bench.clock.settle();
    }

    private static String keysHeardBy(SimulatedCall call) {
        short[] heard = call.heard();
        return DtmfDetector.of(8000).offer(heard, 0, heard.length);
    }

    @ParameterizedTest
    @CsvSource({"none,12,34", "self,'',34", "opposite,12,''", "both,'',''"})
    void letsTheOtherPartyHearKeysUnlessTheyAreMuted(String muting, String heardBySelf, String heardByOpposite) {
        SimulatedCall self = answered();
        SimulatedCall opposite = answered();
        bridge(self, opposite, ",\"mute_dtmf\":\"" + muting + "\"");
        opposite.press("12");
        self.press("34");
        bench.pass(seconds(2));

        assertThat(keysHeardBy(self)).isEqualTo(heardBySelf);
        assertThat(keysHeardBy(opposite)).isEqualTo(heardByOpposite);
        // "The webhooks containing the DTMF information will be sent"
        assertThat(bench.hookTypes(self.callControlId()))
                .filteredOn("call.dtmf.received"::equals)
                .hasSize(2);
    }

    @Test
    void knowsNoOtherWayOfMuting() {
        SimulatedCall self = answered();

        assertThat(bench.command(self, "transfer", "{\"to\":\"+15550100077\",\"mute_dtmf\":\"loud\"}"))
                .isEqualTo("422 10032");
    }

    @ParameterizedTest
    @CsvSource({"park_after_unbridge,'\"self\"'", "hold_after_unbridge,true"})
    void keepsTheCallOfTheCommandWhenTheOtherHangsUp(String field, String value) {
        SimulatedCall self = answered();
        SimulatedCall opposite = answered();
        bridge(self, opposite, ",\"" + field + "\":" + value);
        opposite.hangUp();
        bench.pass(seconds(0.1));

        assertThat(bench.hookTypes(self.callControlId())).doesNotContain("call.hangup");
        bridge(self, answered(), "");
    }

    @Test
    void hangsUpTheOtherAllTheSameWhenTheCallOfTheCommandIsOver() {
        SimulatedCall self = answered();
        SimulatedCall opposite = answered();
        bridge(self, opposite, ",\"park_after_unbridge\":\"self\"");
        self.hangUp();
        bench.pass(seconds(0.1));

        assertThat(bench.hookTypes(opposite.callControlId())).contains("call.hangup");
    }

    @Test
    void hangsUpWhoeverIsLeftForSomebodyElse() {
        SimulatedCall self = answered();
        SimulatedCall left = answered();
        bridge(self, left, "");
        bridge(self, left, "");
        assertThat(bench.hookTypes(left.callControlId())).doesNotContain("call.hangup");
        bridge(self, answered(), "");

        assertThat(bench.hookTypes(left.callControlId())).endsWith("call.hangup");
        assertThat(bench.hookTypes(self.callControlId())).doesNotContain("call.hangup");
    }

    @Test
    void letsTheTargetOfATransferHearAFileBeforeItIsConnected() {
        SimulatedCall self = answered();
        accepted(self, "transfer", "{\"to\":\"+15550100077\",\"media_name\":\"whisper\"}");
        bench.pass(seconds(2.5));
        SimulatedCall target = bench.telnyx.calls().get(1);
        assertThat(target.events()).noneMatch(event -> event.kind() == Kind.BRIDGED);
        bench.pass(seconds(1));

        assertThat(target.events()).anyMatch(event -> event.kind() == Kind.BRIDGED);
        assertThat(target.sound().audible()).isBetween(seconds(1.8), seconds(2.1));
        assertThat(self.sound().sections()).isEmpty();
        assertThat(bench.command(self, "transfer", "{\"to\":\"+15550100077\",\"audio_url\":\"voice.wav\"}"))
                .isEqualTo("422 10003");
    }

    @Test
    void letsWhoeverAnswersADialHearTheFileAtAnAddress() throws Exception {
        HttpServer files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] wav = wav(Murmur.lasting(1500));
        files.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, wav.length);
            exchange.getResponseBody().write(wav);
            exchange.close();
        });
        files.start();
        try {
            String url = "http://127.0.0.1:" + files.getAddress().getPort() + "/greeting.wav";
            assertThat(bench.request("POST", "/calls", DIAL + ",\"audio_url\":\"" + url + "\"}"))
                    .isEqualTo("200");
            bench.pass(seconds(4));
            SimulatedCall call = bench.telnyx.calls().get(0);

            assertThat(call.sound().audible()).isBetween(seconds(1.4), seconds(1.6));
            assertThat(bench.payload("call.playback.ended").path("status").asText())
                    .isEqualTo("completed");
            assertThat(bench.payload("call.playback.ended").path("media_url").asText())
                    .isEqualTo(url);
        } finally {
            files.stop(0);
        }
    }

    @Test
    void answersACallerWhoRingsStillWhenTheTargetOfTheirTransferAnswers() {
        bench.answersCalls = false;
        SimulatedCall self = bench.telnyx.placeCall(Caller.builder().build());
        bench.clock.settle();
        accepted(self, "transfer", "{\"to\":\"+15550100077\"}");
        assertThat(bench.hookTypes(self.callControlId())).containsExactly("call.initiated");
        bench.pass(seconds(3));

        assertThat(bench.hookTypes(self.callControlId()))
                .containsExactly("call.initiated", "call.answered", "call.bridged");
        assertThat(bench.hookTypes(bench.telnyx.calls().get(1).callControlId()))
                .containsExactly("call.initiated", "call.answered", "call.bridged");
    }

    private SimulatedCall dialled() {
        bench.telnyx.whenDialed(Caller.builder().answersAfter(seconds(2)).build());
        assertThat(bench.request("POST", "/calls", DIAL + "}")).isEqualTo("200");
        bench.clock.settle();
        return bench.telnyx.calls().get(bench.telnyx.calls().size() - 1);
    }

    @Test
    void transfersNobodyWhoHasNotAnsweredYet() {
        SimulatedCall self = dialled();

        assertThat(bench.command(self, "transfer", "{\"to\":\"+15550100077\"}")).isEqualTo("422 90034");
        assertThat(bench.telnyx.calls()).hasSize(1);
    }

    @Test
    void connectsNobodyWithACallThatIsOverBeforeTheOtherAnswers() {
        SimulatedCall self = answered();
        SimulatedCall opposite = dialled();
        bridge(self, opposite, "");
        self.hangUp();
        bench.pass(seconds(3));

        assertThat(bench.hookTypes(self.callControlId())).endsWith("call.hangup");
        assertThat(bench.hookTypes(opposite.callControlId())).containsExactly("call.initiated", "call.answered");
        bridge(opposite, answered(), "");
    }

    @Test
    void connectsADialledCallWhenItIsAnsweredAndNotBefore() {
        SimulatedCall opposite = answered();
        SimulatedCall self = dialled();
        bridge(self, opposite, "");
        bench.pass(seconds(1));
        assertThat(bench.hookTypes(self.callControlId())).containsExactly("call.initiated");
        bench.pass(seconds(2));

        assertThat(bench.hookTypes(self.callControlId()))
                .containsExactly("call.initiated", "call.answered", "call.bridged");
        assertThat(bench.hookTypes(opposite.callControlId())).endsWith("call.bridged");
    }

    private byte[] wav(short[] pcm) throws Exception {
        Path file = folder.resolve("greeting.wav");
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, 8000)) {
            writer.write(pcm, 0, pcm.length);
        }
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"User-to-User", "user-to-user"})
    void tellsOfTheHeadersOfAnInvitation(String standard) {
        bench.answer = "{\"custom_headers\":[{\"name\":\"X-Queue\",\"value\":\"7\"}]}";
        SimulatedCall call = bench.call(Caller.builder()
                .sipHeader("X-Customer", "42")
                .sipHeader(standard, "1234")
                .build());
        call.hangUp();
        bench.pass(seconds(0.1));

        assertHeaders("call.initiated", "X-Customer=42", "User-to-User=1234");
        assertHeaders("call.answered", "X-Queue=7", "User-to-User=1234");
        assertHeaders("call.hangup", "X-Queue=7", "User-to-User=1234");
    }

    @Test
    void tellsOfTheHeadersThatADialOrATransferAdds() {
        String headers = ",\"custom_headers\":[{\"name\":\"X-Ticket\",\"value\":\"9\"}],"
                + "\"sip_headers\":[{\"name\":\"User-to-User\",\"value\":\"5\"}]}";
        assertThat(bench.request("POST", "/calls", DIAL + headers)).isEqualTo("200");
        bench.pass(seconds(2));
        assertHeaders("call.initiated", "X-Ticket=9", "User-to-User=5");
        assertHeaders("call.answered", "X-Ticket=9", "User-to-User=5");

        accepted(answered(), "transfer", "{\"to\":\"+15550100077\"" + headers.replace("9", "10"));
        assertHeaders("call.initiated", "X-Ticket=10", "User-to-User=5");
        assertThat(bench.request("POST", "/calls", DIAL + ",\"custom_headers\":{\"X-Ticket\":\"9\"}}"))
                .isEqualTo("422 10015");
    }

    private void assertHeaders(String type, String custom, String standard) {
        JsonNode payload = bench.payload(type);
        assertThat(payload.path("custom_headers"))
                .extracting(RoutingEffectsTest::pair)
                .containsExactly(custom);
        assertThat(payload.path("sip_headers"))
                .extracting(RoutingEffectsTest::pair)
                .containsExactly(standard);
    }

    private static String pair(JsonNode header) {
        return header.path("name").asText() + "=" + header.path("value").asText();
    }
}

package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.Sound;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over a stream in each codec, on each track, and on legs that are bridged; in virtual time. */
class StreamShapesTest {
    private static final short[] SPEECH = Murmur.lasting(2000);
    private static final Sound ITS_MIDDLE = Sound.of(SPEECH).part(Duration.ofMillis(300), Duration.ofMillis(1500));

    private final VirtualBench bench = new VirtualBench();
    private final RawPeer peer = new RawPeer();

    @BeforeEach
    void raw() {
        bench.answer = "{}";
        bench.telnyx.streamsTo(peer);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void stream(SimulatedCall call, String fields) {
        assertThat(bench.command(call, "streaming_start", "{\"stream_url\":\"ws://here/media\"" + fields + "}"))
                .isEqualTo("200");
        bench.clock.settle();
    }

    private static byte[] payload(JsonNode media) {
        return Base64.getDecoder().decode(media.at("/media/payload").asText());
    }

    private void say(byte[] payload) {
        peer.say("{\"event\":\"media\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(payload) + "\"}}");
    }

    private List<JsonNode> media(String track) {
        return peer.events("media").stream()
                .filter(one -> one.at("/media/track").asText().equals(track))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PCMU,8000,8000,160",
        "PCMA,8000,8000,160",
        "G722,16000,8000,160",
        "L16,8000,8000,320",
        "L16,16000,16000,640",
        "L16,22050,22050,882",
        "L16,24000,24000,960",
        "L16,48000,48000,1920"
    })
    void carriesItsCodecBothWays(String codec, int rateHz, int announcedHz, int bytes) {
        SimulatedCall call = bench.call(Caller.builder()
                .pause(Duration.ofSeconds(1))
                .speak(SPEECH)
                .pause(Duration.ofSeconds(1))
                .hangUp()
                .build());
        peer.onText = text -> {
            if (text.startsWith("{\"event\":\"media\"")) {
                peer.say("{\"event\":\"media\",\"media\":{\"payload\":\""
                        + text.replaceFirst(".*\"payload\":\"([^\"]*)\".*", "$1") + "\"}}");
            }
        };
        stream(
                call,
                ",\"stream_codec\":\"" + codec + "\",\"stream_bidirectional_codec\":\"" + codec
                        + "\",\"stream_bidirectional_sampling_rate\":" + (codec.equals("L16") ? rateHz : 8000)
                        + ",\"stream_bidirectional_mode\":\"rtp\",\"stream_bidirectional_target_legs\":\"self\"");
        bench.pass(Duration.ofSeconds(6));

        JsonNode format = peer.events("start").get(0).at("/start/media_format");
        assertThat(format.path("encoding").asText()).isEqualTo(codec);
        assertThat(format.path("sample_rate").asInt()).isEqualTo(announcedHz);
        assertThat(media("inbound")).allSatisfy(one -> assertThat(payload(one)).hasSize(bytes));
        assertThat(Sound.of(call.sent()).similarityTo(ITS_MIDDLE)).isGreaterThan(0.9);
        assertThat(Sound.of(call.sent()).audible()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
        assertThat(call.sound().similarityTo(ITS_MIDDLE)).isGreaterThan(0.9);
        assertThat(call.playback().orElseThrow().violations()).isEmpty();
    }

    /** Or it would be heard as another sound. */
    @ParameterizedTest
    @ValueSource(ints = {16_000, 22_050, 24_000, 48_000})
    void carriesNothingToTheTelephoneThatItsLineCannotCarry(int rateHz) {
        SimulatedCall call = bench.call(Caller.builder().build());
        stream(
                call,
                ",\"stream_bidirectional_codec\":\"L16\",\"stream_bidirectional_sampling_rate\":" + rateHz
                        + ",\"stream_bidirectional_mode\":\"rtp\",\"stream_bidirectional_target_legs\":\"self\"");
        short[] low = ToneGenerator.of(1000, rateHz, -20).beep(Duration.ofSeconds(1));
        short[] high = ToneGenerator.of(6000, rateHz, -20).beep(Duration.ofSeconds(1));
        for (short[] tone : List.of(low, high)) {
            byte[] bytes = new byte[tone.length * 2];
            AudioCodec.of(MediaFormat.l16(rateHz)).encode(tone, 0, tone.length, bytes, 0);
            say(bytes);
        }
        bench.pass(Duration.ofSeconds(3));

        Sound heard = call.sound();
        assertThat(heard.audible()).isBetween(Duration.ofMillis(960), Duration.ofMillis(1060));
        assertThat(call.playback().orElseThrow().audioMillis()).isEqualTo(2000);
    }

    /** As most who measured it report; the standard says the opposite (protocol notes, section 3.3). */
    @Test
    void sendsTheLowByteOfL16First() {
        SimulatedCall call = bench.call(Caller.builder().speak(SPEECH).build());
        stream(call, ",\"stream_codec\":\"L16\"");
        bench.pass(Duration.ofSeconds(1));

        short[] sent = call.sent();
        byte[] frame = payload(media("inbound").get(20));
        for (int i = 0; i < 160; i++) {
            assertThat((short) ((frame[2 * i] & 0xFF) | frame[2 * i + 1] << 8)).isEqualTo(sent[20 * 160 + i]);
        }
    }

    @Test
    void stopsAStreamWhoseUpgradeIsNotAnsweredYet() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        bench.telnyx.streamsTo(handshake -> answer.thenCompose(now -> peer.authorise(handshake)));
        SimulatedCall call = bench.call(Caller.builder().build());
        String start = "{\"stream_url\":\"ws://here/media\"}";
        assertThat(bench.command(call, "streaming_start", start)).isEqualTo("200");
        assertThat(bench.command(call, "streaming_stop", "{}")).isEqualTo("200");
        answer.complete(null);
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.hookTypes(call.callControlId()))
                .containsOnlyOnce("streaming.stopped")
                .doesNotContain("streaming.started", "streaming.failed");
        assertThat(peer.closes).containsExactly(1006);
        assertThat(bench.command(call, "streaming_start", start)).isEqualTo("200");
    }

    @Test
    void numbersEachTrackForItselfAndAllMessagesTogether() {
        SimulatedCall call = bench.call(Caller.builder().build());
        stream(call, ",\"stream_track\":\"both_tracks\"");
        bench.pass(Duration.ofSeconds(1));

        for (String track : List.of("inbound", "outbound")) {
            List<JsonNode> media = media(track);
            assertThat(media).hasSizeGreaterThan(45);
            for (int i = 0; i < media.size(); i++) {
                assertThat(media.get(i).at("/media/chunk").asInt()).isEqualTo(i + 1);
            }
        }
        List<Integer> numbers = peer.events("media").stream()
                .map(one -> one.path("sequence_number").asInt())
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    /** Two answered calls, the first with a stream, bridged; what the stream says is a second of speech. */
    private List<SimulatedCall> bridgedWhileSpeaking(String targetLegs) {
        SimulatedCall first = bench.call(Caller.builder().build());
        SimulatedCall second = bench.call(Caller.builder().build());
        stream(
                first,
                ",\"stream_track\":\"both_tracks\",\"stream_bidirectional_mode\":\"rtp\""
                        + ",\"stream_bidirectional_target_legs\":\"" + targetLegs + "\"");
        assertThat(bench.command(first, "bridge", "{\"call_control_id\":\"" + second.callControlId() + "\"}"))
                .isEqualTo("200");
        bench.clock.settle();
        peer.texts.clear();
        say(Speech.encode(SPEECH, MediaFormat.PCMU));
        bench.pass(Duration.ofSeconds(3));
        return List.of(first, second);
    }

    private static boolean heardIt(SimulatedCall call) {
        return call.sound().similarityTo(ITS_MIDDLE) > 0.9;
    }

    @Test
    void letsTheBridgedPartyHearWhatIsForTheOppositeLeg() {
        List<SimulatedCall> calls = bridgedWhileSpeaking("opposite");

        assertThat(heardIt(calls.get(0))).isFalse();
        assertThat(heardIt(calls.get(1))).isTrue();
        assertThat(calls.get(0).playback().orElseThrow().violations()).isEmpty();
    }

    @Test
    void letsBothHearWhatIsForBothLegs() {
        List<SimulatedCall> calls = bridgedWhileSpeaking("both");

        assertThat(calls).allMatch(StreamShapesTest::heardIt);
    }

    @Test
    void namesSelfOnABridgedLegAsTheMistakeThatItIs() {
        List<SimulatedCall> calls = bridgedWhileSpeaking("self");

        assertThat(heardIt(calls.get(0))).isTrue();
        assertThat(heardIt(calls.get(1))).isFalse();
        assertThat(calls.get(0).playback().orElseThrow().violations())
                .singleElement()
                .asString()
                .contains("self on a bridged leg");
    }

    /** Protocol notes, section 1.3. */
    @Test
    void bringsTheStreamsOwnVoiceBackOnTheInboundTrackOfABridgedLegAndNoOutboundFrames() {
        SimulatedCall first = bridgedWhileSpeaking("opposite").get(0);

        assertThat(media("outbound")).isEmpty();
        assertThat(Sound.of(first.sent()).similarityTo(ITS_MIDDLE)).isGreaterThan(0.9);
    }

    @Test
    void keepsTheStreamsOwnVoiceOffTheInboundTrackOfALegThatIsNotBridged() {
        SimulatedCall call = bench.call(Caller.builder().build());
        stream(
                call,
                ",\"stream_track\":\"both_tracks\",\"stream_bidirectional_mode\":\"rtp\""
                        + ",\"stream_bidirectional_target_legs\":\"self\"");
        say(Speech.encode(SPEECH, MediaFormat.PCMU));
        bench.pass(Duration.ofSeconds(3));

        assertThat(media("outbound")).hasSizeGreaterThan(140);
        assertThat(Sound.of(call.sent()).sections()).isEmpty();
        assertThat(heardIt(call)).isTrue();
    }

    @Test
    void namesACodecThatWasNotAskedFor() {
        SimulatedCall call = bench.call(Caller.builder().build());
        stream(call, ",\"stream_bidirectional_mode\":\"rtp\",\"stream_bidirectional_target_legs\":\"self\"");
        // with a second of silence behind it, which is what tells the codecs apart
        say(Speech.encode(Arrays.copyOf(SPEECH, SPEECH.length + 8000), MediaFormat.PCMA));
        bench.clock.settle();

        assertThat(call.playback().orElseThrow().violations())
                .containsExactly("audio that looks like PCMA on a stream that was asked for as PCMU");
    }

    @Test
    void knowsWhenEachMessageCameAndHowFarAheadItWas() {
        SimulatedCall call = bench.call(Caller.builder().build());
        stream(call, ",\"stream_bidirectional_mode\":\"rtp\",\"stream_bidirectional_target_legs\":\"self\"");
        bench.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            say(new byte[800]);
        }
        bench.pass(Duration.ofSeconds(1));

        assertThat(call.mediaArrivals())
                .extracting(arrival -> arrival.ahead().toMillis())
                .containsExactly(100L, 200L, 300L, 400L, 500L);
        assertThat(call.mediaArrivals())
                .allSatisfy(arrival -> assertThat(arrival.audio()).isEqualTo(Duration.ofMillis(100)));
        assertThat(call.mediaArrivals().get(0).sinceStart()).isEqualTo(Duration.ofSeconds(1));
    }
}

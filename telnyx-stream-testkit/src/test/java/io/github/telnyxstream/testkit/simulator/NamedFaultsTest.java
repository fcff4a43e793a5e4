package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import io.github.telnyxstream.testkit.fault.NamedFault;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault has a name and an effect on the wire; in virtual time. */
class NamedFaultsTest {
    private final VirtualBench bench = new VirtualBench();
    private final RawPeer peer = new RawPeer();

    @BeforeEach
    void raw() {
        bench.telnyx.streamsTo(peer);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SimulatedCall play(String faults, Duration length) {
        FaultPlan plan = FaultPlan.parse(faults, 5);
        bench.telnyx.failNext(plan.rest().toArray(io.github.telnyxstream.testkit.fault.RestFault[]::new));
        SimulatedCall call = bench.telnyx.placeCall(
                Caller.builder().faults(plan.line()).pause(length).hangUp().build());
        bench.pass(length.plusSeconds(2));
        return call;
    }

    private List<Long> chunks() {
        return peer.events("media").stream()
                .map(one -> one.at("/media/chunk").asLong())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void isReadByItsNameAndExplained(NamedFault fault) {
        assertThat(FaultPlan.parse(fault.word(), 1)).isNotEqualTo(FaultPlan.NONE);
        assertThat(fault.text()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lots", "lost=much", "lost=0%", "late=x", "stall=-1s", "no-stop=3"})
    void saysWhatCannotBeRead(String text) {
        assertThatThrownBy(() -> FaultPlan.parse(text, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGoodLineIsAsDocumented() {
        play("", Duration.ofSeconds(2));
        assertThat(peer.texts.get(0)).isEqualTo("{\"event\":\"connected\",\"version\":\"1.0.0\"}");
        JsonNode start = peer.events("start").get(0);
        assertThat(start.path("sequence_number").isTextual()).isTrue();
        assertThat(start.at("/start/media_format/sample_rate").isNumber()).isTrue();
        JsonNode media = peer.events("media").get(1);
        assertThat(media.at("/media/chunk").asText()).isEqualTo("2");
        assertThat(media.at("/media/timestamp").asText()).isEqualTo("20");
        assertThat(chunks()).hasSizeBetween(99, 101).isSorted();
        assertThat(peer.events("stop")).hasSize(1);
        assertThat(peer.closes).containsExactly(1000);
    }

    @Test
    void framesAreLostTwiceAndOutOfOrder() {
        play("lost=10%", Duration.ofSeconds(4));
        assertThat(chunks()).hasSizeBetween(160, 195).doesNotHaveDuplicates().isSorted();
        peer.texts.clear();
        play("duplicated=10%", Duration.ofSeconds(4));
        assertThat(chunks()).hasSizeBetween(205, 240).isSorted();
        peer.texts.clear();
        play("reordered=60ms", Duration.ofSeconds(4));
        List<Long> reordered = chunks();
        assertThat(reordered).doesNotHaveDuplicates();
        assertThat(reordered.stream().sorted().toList()).isNotEqualTo(reordered);
    }

    @Test
    void lateFramesComeInBunchesAndInOrder() {
        SimulatedCall call = play("late=60ms", Duration.ofSeconds(2));
        assertThat(chunks()).isSorted().hasSizeBetween(96, 101);
        assertThat(call.sent().length / 160).isBetween(96, 101);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 70, 90})
    void losesTheShareThatWasAskedFor(int percent) {
        play("lost=" + percent + "%", Duration.ofSeconds(20));
        assertThat(chunks()).hasSizeBetween(1000 - 10 * percent - 60, 1000 - 10 * percent + 60);
    }

    /** A lost frame is silence in what the application was sent. */
    @Test
    void whatIsLostWasNotSent() {
        FaultPlan plan = FaultPlan.parse("lost=100%", 5);
        SimulatedCall call = bench.telnyx.placeCall(Caller.builder()
                .faults(plan.line())
                .speak(Murmur.lasting(1000))
                .hangUp()
                .build());
        bench.pass(Duration.ofSeconds(3));
        assertThat(peer.events("media")).isEmpty();
        assertThat(Sound.of(call.sent()).sections()).isEmpty();
        assertThat(call.sent().length / 160).isBetween(48, 52);
    }

    @Test
    void bothTracksAreFaultyEachForItself() {
        bench.answer = "{\"stream_url\":\"ws://here/m\",\"stream_track\":\"both_tracks\"}";
        play("lost=20%,reordered=60ms", Duration.ofSeconds(4));
        Map<String, List<Long>> tracks = peer.events("media").stream()
                .collect(Collectors.groupingBy(
                        one -> one.at("/media/track").asText(),
                        Collectors.mapping(one -> one.at("/media/chunk").asLong(), Collectors.toList())));
        assertThat(tracks).containsOnlyKeys("inbound", "outbound");
        assertThat(tracks.get("inbound")).isNotEqualTo(tracks.get("outbound"));
        assertThat(tracks.values()).allSatisfy(chunks -> {
            assertThat(chunks).hasSizeBetween(130, 185);
            assertThat(chunks.stream().sorted().toList()).isNotEqualTo(chunks);
        });
    }

    @Test
    void theSameSeedLosesTheSameFrames() {
        play("lost=20%", Duration.ofSeconds(2));
        List<Long> first = chunks();
        peer.texts.clear();
        play("lost=20%", Duration.ofSeconds(2));
        assertThat(chunks()).isEqualTo(first);
    }

    private static List<String> wholeStream(long seed) {
        RawPeer ear = new RawPeer();
        try (VirtualBench anew = new VirtualBench()) {
            anew.telnyx.streamsTo(ear);
            FaultPlan plan = FaultPlan.parse("late=40ms,lost=10%,duplicated=10%,reordered=60ms,garbage=5%", seed);
            anew.telnyx.placeCall(Caller.builder()
                    .faults(plan.line())
                    .comfortNoise(-35)
                    .pause(Duration.ofSeconds(2))
                    .hangUp()
                    .build());
            anew.pass(Duration.ofSeconds(4));
        }
        return ear.texts;
    }

    @Test
    void theSameSeedGivesTheSameFramesNoiseAndOrderAgain() {
        List<String> first = wholeStream(5);
        assertThat(first).hasSizeGreaterThan(80);
        assertThat(wholeStream(5)).isEqualTo(first);
        assertThat(wholeStream(6)).isNotEqualTo(first);
    }

    @Test
    void aStreamNeverStarts() {
        play("no-start", Duration.ofSeconds(1));
        assertThat(peer.events("start")).isEmpty();
        assertThat(peer.events("media")).isNotEmpty();
    }

    @Test
    void aStreamStartsTwice() {
        play("two-starts", Duration.ofSeconds(2));
        assertThat(peer.events("start")).hasSize(2);
    }

    @Test
    void aStreamEndsWithoutStopOrWithABreak() {
        play("no-stop", Duration.ofSeconds(1));
        assertThat(peer.events("stop")).isEmpty();
        play("break-at-end", Duration.ofSeconds(1));
        assertThat(peer.closes).containsExactly(1000, 1006);
    }

    @Test
    void mediaComesTooEarlyAndTooLate() {
        play("media-before-start,media-after-stop", Duration.ofSeconds(1));
        int start = index("start");
        assertThat(peer.texts.subList(0, start))
                .filteredOn(text -> text.contains("\"media\""))
                .hasSize(3);
        assertThat(peer.texts.subList(index("stop"), peer.texts.size()))
                .filteredOn(text -> text.contains("\"media\""))
                .hasSize(3);
    }

    private int index(String event) {
        for (int i = 0; i < peer.texts.size(); i++) {
            if (peer.texts.get(i).startsWith("{\"event\":\"" + event + "\"")) {
                return i;
            }
        }
        throw new AssertionError(event);
    }

    @Test
    void telnyxFallsSilentWhileTheSocketStaysOpen() {
        bench.telnyx.placeCall(Caller.builder()
                .faults(FaultPlan.parse("stall=1s", 5).line())
                .pause(Duration.ofSeconds(2))
                .press("5")
                .hangUp()
                .build());
        bench.pass(Duration.ofSeconds(5));
        assertThat(chunks()).hasSizeBetween(49, 51);
        assertThat(peer.events("dtmf")).isEmpty();
        assertThat(peer.events("stop")).isEmpty();
        assertThat(peer.closes).isEmpty();

        bench.pass(Duration.ofSeconds(5));
        assertThat(peer.closes).containsExactly(1006);
    }

    @Test
    void theConnectionBreaksWhileTheCallGoesOn() {
        SimulatedCall call = play("reset=1s", Duration.ofSeconds(4));
        assertThat(chunks()).hasSizeBetween(48, 51);
        assertThat(peer.closes).containsExactly(1006);
        assertThat(bench.hookTypes(call.callControlId())).containsSubsequence("streaming.stopped", "call.hangup");
    }

    @Test
    void aBrokenStreamThatIsStoppedIsNotOpenedAgain() {
        SimulatedCall call = bench.telnyx.placeCall(Caller.builder()
                .faults(FaultPlan.parse("reconnect=1s", 5).line())
                .build());
        bench.pass(Duration.ofMillis(1200));
        assertThat(call.events()).anyMatch(event -> event.kind() == Kind.STREAM_BROKEN);
        assertThat(bench.command(call, "streaming_stop", "{}")).isEqualTo("200");
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.hookTypes(call.callControlId())).containsOnlyOnce("streaming.stopped");
        assertThat(peer.sockets).hasSize(1);
        assertThat(bench.command(call, "streaming_start", "{\"stream_url\":\"ws://here/media\"}"))
                .isEqualTo("200");
    }

    @Test
    void aBrokenStreamIsOpenedAgainAndBeginsAnew() {
        SimulatedCall call = play("reconnect=1s", Duration.ofSeconds(4));
        assertThat(peer.events("connected")).hasSize(2);
        assertThat(peer.events("start"))
                .extracting(one -> one.path("stream_id").asText())
                .hasSize(2)
                .containsOnly(peer.events("start").get(0).path("stream_id").asText());
        assertThat(chunks().stream().filter(chunk -> chunk == 1)).hasSize(2);
        assertThat(bench.hookTypes(call.callControlId())).containsOnlyOnce("streaming.started");
        assertThat(call.events()).anyMatch(event -> event.kind() == Kind.STREAM_RECONNECTED);
    }

    @Test
    void shapesThatWereSeenLive() {
        play("short-frames,sample-timestamps,numbers,unknown-fields", Duration.ofSeconds(2));
        List<JsonNode> media = peer.events("media");
        assertThat(media)
                .allSatisfy(one -> assertThat(Base64.getDecoder()
                                .decode(one.at("/media/payload").asText()))
                        .hasSize(156));
        assertThat(media.get(1).at("/media/timestamp").asInt()).isEqualTo(156);
        assertThat(media.get(1).at("/media/chunk").isNumber()).isTrue();
        assertThat(media.get(1).has("mood")).isTrue();
        assertThat(peer.events("start")
                        .get(0)
                        .at("/start/media_format/sample_rate")
                        .isTextual())
                .isTrue();
    }

    @Test
    void parametersComeInBothShapes() {
        bench.answer = "{}";
        for (String faults : List.of("", "object-parameters")) {
            SimulatedCall call = bench.call(
                    Caller.builder().faults(FaultPlan.parse(faults, 1).line()).build());
            bench.command(
                    call,
                    "streaming_start",
                    "{\"stream_url\":\"ws://here/m\",\"custom_parameters\":[{\"name\":\"tenant\",\"value\":\"acme\"}]}");
            bench.pass(Duration.ofMillis(100));
        }
        assertThat(peer.events("start")
                        .get(0)
                        .at("/start/custom_parameters/0/name")
                        .asText())
                .isEqualTo("tenant");
        assertThat(peer.events("start")
                        .get(1)
                        .at("/start/custom_parameters/tenant")
                        .asText())
                .isEqualTo("acme");
    }

    @Test
    void messagesThatAreNone() {
        play("garbage=20%,bad-base64=20%,foreign-media=20%,unknown-events=20%", Duration.ofSeconds(2));
        assertThat(peer.events("")).isNotEmpty();
        assertThat(peer.events("weather")).isNotEmpty();
        assertThat(peer.texts).anyMatch(text -> text.contains("%%% no base64 %%%"));
        assertThat(peer.texts).anyMatch(text -> text.contains("00000000-0000-4000-8000-00000000f00d"));
    }

    private int marks(String faults) {
        SimulatedCall call = bench.call(
                Caller.builder().faults(FaultPlan.parse(faults, 1).line()).build());
        bench.pass(Duration.ofMillis(100));
        int before = peer.events("mark").size();
        peer.say("{\"event\":\"mark\",\"mark\":{\"name\":\"here\"}}");
        bench.pass(Duration.ofSeconds(1));
        call.hangUp();
        bench.pass(Duration.ofSeconds(1));
        return peer.events("mark").size() - before;
    }

    @Test
    void marksComeBackOnceNeverOrTwice() {
        assertThat(marks("")).isEqualTo(1);
        assertThat(marks("marks-never")).isZero();
        assertThat(marks("marks-twice")).isEqualTo(2);
    }

    @Test
    void aSlowReaderTakesAMessageEveryFortyMilliseconds() {
        SimulatedCall call = bench.call(Caller.builder()
                .faults(FaultPlan.parse("slow-reader", 1).line())
                .build());
        bench.pass(Duration.ofMillis(100));
        String media = "{\"event\":\"media\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(new byte[160]) + "\"}}";
        for (int i = 0; i < 50; i++) {
            peer.say(media);
        }
        bench.pass(Duration.ofSeconds(1));
        assertThat(call.playback().orElseThrow().messages()).isBetween(23, 27);
    }

    @Test
    void webhooksComeTwiceSwappedAndLate() {
        FaultPlan plan = FaultPlan.parse("webhooks-twice,webhooks-swapped,webhooks-late=2s", 1);
        assertThat(plan.delivery().copies()).isEqualTo(2);
        assertThat(plan.delivery().swapsNeighbours()).isTrue();
        assertThat(plan.delivery().delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theFirstCommandIsRefused() {
        bench.telnyx.failNext(FaultPlan.parse("rest-429", 1).rest().get(0));
        assertThat(bench.request("GET", "/recordings", "")).isEqualTo("429 10011");
        bench.telnyx.failNext(io.github.telnyxstream.testkit.fault.RestFault.refusal(422, 90046));
        assertThat(bench.request("GET", "/recordings", "")).isEqualTo("422 90046");
        assertThat(bench.request("GET", "/recordings", "")).isEqualTo("200");
    }
}

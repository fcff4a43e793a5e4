package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Telnyx's documentation, its SDK and what was seen live differ, or say little; in virtual time. */
class DisputedShapesTest {
    private static final String DIAL = "{\"connection_id\":\"1\",\"from\":\"+15550100002\",\"to\":\"+15550100007\"";
    private static final String START = "{\"stream_url\":\"ws://here/media\"";
    private static final String OPPOSITE = START + ",\"stream_bidirectional_mode\":\"rtp\"";
    private static final String SELF = OPPOSITE + ",\"stream_bidirectional_target_legs\":\"self\"";

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

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private SimulatedCall answered(String faults) {
        return bench.call(
                Caller.builder().faults(FaultPlan.parse(faults, 1).line()).build());
    }

    private void accepted(SimulatedCall call, String name, String body) {
        assertThat(bench.command(call, name, body)).isEqualTo("200");
        bench.clock.settle();
    }

    private void bridge(SimulatedCall one, SimulatedCall other, String fields) {
        accepted(one, "bridge", "{\"call_control_id\":\"" + other.callControlId() + "\"" + fields + "}");
    }

    private SimulatedCall dial(String fields) {
        assertThat(bench.request("POST", "/calls", DIAL + fields + "}")).isEqualTo("200");
        bench.clock.settle();
        return bench.telnyx.calls().get(bench.telnyx.calls().size() - 1);
    }

    private List<String> types(SimulatedCall call) {
        return bench.hookTypes(call.callControlId());
    }

    @Test
    void hangsUpACallThatWouldBeTheThirdInABridge() {
        SimulatedCall third = answered("");
        SimulatedCall one = answered("");
        SimulatedCall other = answered("");
        String prevented = ",\"prevent_double_bridge\":true";
        bridge(one, other, prevented);
        bridge(one, other, prevented);
        bridge(third, other, prevented);

        assertThat(types(third)).doesNotContain("call.bridged").endsWith("call.hangup");
        assertThat(types(one)).contains("call.bridged").doesNotContain("call.hangup");
        assertThat(types(other)).doesNotContain("call.hangup");
    }

    @Test
    void hangsUpADialledCallWhoseLinkIsBridgedByThen() {
        SimulatedCall one = answered("");
        SimulatedCall other = answered("");
        SimulatedCall dialled = dial(",\"link_to\":\"" + one.callControlId()
                + "\",\"bridge_on_answer\":true,\"prevent_double_bridge\":true");
        bridge(one, other, "");
        bench.pass(seconds(3));

        assertThat(types(dialled)).containsExactly("call.initiated", "call.answered", "call.hangup");
        assertThat(types(other)).doesNotContain("call.hangup");
    }

    /** Of the others, which are about loudness and words, none counts: who answers is what the test says. */
    @ParameterizedTest
    @CsvSource({
        "'',3500,1200,1500",
        "'\"total_analysis_time_millis\":5000',5000,1200,1500",
        "'\"after_greeting_silence_millis\":1600',3500,2000,1500",
        "'\"greeting_silence_duration_millis\":2500',3500,1200,2500"
    })
    void takesTheTimesOfMachineDetectionFromItsConfiguration(
            String configuration, int machineMillis, int personMillis, int silenceMillis) {
        String detection = ",\"answering_machine_detection\":\"greeting_end\",\"answering_machine_detection_config\":{"
                + configuration + "}";
        dial(detection);
        bench.pass(seconds(8));
        assertThat(sinceAnswer("call.machine.detection.ended")).isEqualTo(Duration.ofMillis(personMillis));

        bench.hooks.clear();
        bench.telnyx.whenDialed(Caller.builder()
                .answeringMachine()
                .pause(seconds(4))
                .speak(Murmur.lasting(2000))
                .build());
        SimulatedCall call = dial(detection);
        bench.pass(seconds(12));
        assertThat(sinceAnswer("call.machine.detection.ended")).isEqualTo(Duration.ofMillis(machineMillis));
        Instant spoke = call.events().stream()
                .filter(event -> event.kind() == Kind.CALLER_SPOKE)
                .findFirst()
                .orElseThrow()
                .at();
        assertThat(Duration.between(spoke, at("call.machine.greeting.ended")))
                .isEqualTo(Duration.ofMillis(silenceMillis));
    }

    private Duration sinceAnswer(String type) {
        return Duration.between(at("call.answered"), at(type));
    }

    private Instant at(String type) {
        return bench.hooks.stream()
                .filter(hook -> hook.path("event_type").asText().equals(type))
                .map(hook -> Instant.parse(hook.path("occurred_at").asText()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"'{\"total_analysis_time_millis\":0}',422 10033", "'[]',422 10015"})
    void wantsFiguresThatCanBeOfMachineDetection(String configuration, String refusal) {
        assertThat(bench.request(
                        "POST",
                        "/calls",
                        DIAL + ",\"answering_machine_detection\":\"detect\",\"answering_machine_detection_config\":"
                                + configuration + "}"))
                .isEqualTo(refusal);
        assertThat(bench.telnyx.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "human_residence,human",
        "human_business,human",
        "machine,machine",
        "silence,not_sure",
        "fax_detected,not_sure",
        "not_sure,not_sure"
    })
    void findsWhatItIsToldToFindWhoeverAnswers(String premium, String plain) {
        bench.telnyx.whenDetected(premium);
        dial(",\"answering_machine_detection\":\"premium\"");
        dial(",\"answering_machine_detection\":\"detect\"");
        bench.pass(seconds(5));

        assertThat(bench.payload("call.machine.premium.detection.ended")
                        .path("result")
                        .asText())
                .isEqualTo(premium);
        assertThat(bench.payload("call.machine.detection.ended").path("result").asText())
                .isEqualTo(plain);
        assertThatThrownBy(() -> bench.telnyx.whenDetected("bored")).hasMessageContaining("bored");
    }

    @Test
    void transcribesADialledCallFromTheAnswerOn() {
        bench.telnyx.whenDialed(Caller.builder().say("Hello, who is this").build());
        dial("");
        bench.pass(seconds(5));
        assertThat(bench.hooks)
                .extracting(hook -> hook.path("event_type").asText())
                .doesNotContain("call.transcription");
        SimulatedCall call = dial(",\"transcription\":true");
        bench.pass(seconds(5));

        assertThat(types(call)).containsOnlyOnce("call.transcription");
        assertThat(bench.payload("call.transcription")
                        .at("/transcription_data/transcript")
                        .asText())
                .isEqualTo("Hello, who is this");
        assertThat(bench.command(call, "transcription_start", "{}")).isEqualTo("422 90054");
    }

    @Test
    void saysThatANumberHasNoTags() {
        SimulatedCall call = answered("");
        accepted(call, "streaming_start", SELF + "}");
        accepted(call, "hangup", "{}");
        bench.pass(seconds(0.1));

        for (String type : List.of("call.initiated", "call.answered", "call.hangup")) {
            assertThat(bench.payload(type).path("tags").isArray()).as(type).isTrue();
            assertThat(bench.payload(type).path("tags")).as(type).isEmpty();
        }
        assertThat(peer.events("start").get(0).at("/start/tags").isArray()).isTrue();
        assertThat(peer.events("start").get(0).at("/start/tags")).isEmpty();
    }

    @Test
    void opensAStreamForTheOppositeLegBeforeThereIsOne() {
        SimulatedCall call = answered("");
        SimulatedCall other = answered("");
        accepted(call, "streaming_start", OPPOSITE + "}");
        peer.saySound(Murmur.lasting(1000));
        bench.pass(seconds(2));
        assertThat(other.sound().sections()).isEmpty();
        bridge(call, other, "");
        peer.saySound(Murmur.lasting(1000));
        bench.pass(seconds(2));

        assertThat(other.sound().audible()).isBetween(seconds(0.9), seconds(1.1));
        assertThat(call.sound().sections()).isEmpty();
    }

    @Test
    void takesASecondStreamThatOnlyReceivesWhenToldTo() {
        SimulatedCall call = answered("second-stream");
        accepted(call, "streaming_start", SELF + "}");
        assertThat(bench.command(call, "streaming_start", SELF + "}")).isEqualTo("422 90045");
        accepted(call, "streaming_start", START + "}");
        assertThat(bench.command(call, "streaming_start", START + "}")).isEqualTo("422 90045");
        call.speak(Murmur.lasting(1000));
        bench.pass(seconds(2));

        assertThat(peer.events("start"))
                .extracting(start -> start.path("stream_id").asText())
                .doesNotHaveDuplicates()
                .hasSize(2)
                .allSatisfy(id -> assertThat(peer.events("media"))
                        .filteredOn(media -> media.path("stream_id").asText().equals(id))
                        .hasSizeBetween(98, 101));
        accepted(call, "streaming_stop", "{}");
        assertThat(peer.events("stop")).hasSize(2);
        assertThat(types(call)).filteredOn("streaming.stopped"::equals).hasSize(2);
    }

    @Test
    void refusesASecondStreamAsDocumented() {
        SimulatedCall call = answered("");
        accepted(call, "streaming_start", SELF + "}");

        assertThat(bench.command(call, "streaming_start", START + "}")).isEqualTo("422 90045");
    }

    @ParameterizedTest
    @CsvSource({"'',stream_track,track", "sdk-track,track,stream_track"})
    void namesTheTrackOfAFailedStreamInBothWays(String faults, String there, String absent) {
        SimulatedCall call = answered(faults);
        bench.telnyx.streamsTo(handshake ->
                java.util.concurrent.CompletableFuture.failedFuture(new IllegalStateException("nobody is there")));
        accepted(call, "streaming_start", START + ",\"stream_track\":\"both_tracks\"}");
        bench.pass(seconds(0.1));

        JsonNode parameters = bench.payload("streaming.failed").path("stream_params");
        assertThat(parameters.path(there).asText()).isEqualTo("both_tracks");
        assertThat(parameters.has(absent)).isFalse();
    }

    @Test
    void bringsTheOwnVoiceBackOnTheInboundTrackOfAnyLegWhenToldTo() {
        SimulatedCall call = answered("own-voice");
        accepted(call, "streaming_start", SELF + "}");
        peer.saySound(Murmur.lasting(1000));
        bench.pass(seconds(3));

        assertThat(Sound.of(call.sent()).audible()).isBetween(seconds(0.9), seconds(1.1));
    }

    @ParameterizedTest
    @CsvSource({"loop,self,6000", "loop,opposite,0", "'',self,3000"})
    void loopsTwoSecondsOfWhatIsForSelfOnABridgedLegWhenToldTo(String faults, String legs, int heardMillis) {
        SimulatedCall call = answered(faults);
        SimulatedCall other = answered("");
        bridge(call, other, "");
        accepted(call, "streaming_start", OPPOSITE + ",\"stream_bidirectional_target_legs\":\"" + legs + "\"}");
        peer.saySound(Murmur.lasting(3000));
        bench.pass(seconds(6.02));

        assertThat(call.sound().audible())
                .isBetween(
                        Duration.ofMillis(heardMillis - heardMillis / 10),
                        Duration.ofMillis(heardMillis + heardMillis / 10));
        other.hangUp();
        bench.pass(seconds(0.1));
        assertThat(types(call)).contains("call.hangup");
    }
}

package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnsweredCallIT extends SimulatorCase {
    @Test
    void tellsTheWholeStoryInWebhooksAndFrames() throws Exception {
        answerWith(app.streamParameters());
        app.onFrame = (socket, frame) -> {
            SimulatedCall current = telnyx.calls().get(0);
            switch (frame.path("event").asText()) {
                case "start" -> current.press("5");
                case "dtmf" -> current.hangUp();
                default -> {}
            }
        };
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        assertThat(end(call)).contains("normal_clearing");
        Eventually.await(app.closed);

        assertThat(app.hookTypes())
                .containsExactly(
                        "call.initiated",
                        "call.answered",
                        "streaming.started",
                        "call.dtmf.received",
                        "streaming.stopped",
                        "call.hangup");
        JsonNode hangup = app.hooks.get(5).payload();
        assertThat(hangup.path("hangup_source").asText()).isEqualTo("caller");
        assertThat(app.frames.get(0).toString()).isEqualTo("{\"event\":\"connected\",\"version\":\"1.0.0\"}");
        JsonNode start = app.frames.get(1);
        assertThat(start.path("sequence_number").asText()).isEqualTo("1");
        assertThat(start.at("/start/call_control_id").asText()).isEqualTo(call.callControlId());
        assertThat(start.at("/start/media_format").toString())
                .isEqualTo("{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}");
        assertThat(app.frames("dtmf").get(0).at("/dtmf/digit").asText()).isEqualTo("5");
        assertThat(app.frames.get(app.frames.size() - 1).path("event").asText()).isEqualTo("stop");
        assertThat(app.frames.stream()
                        .skip(1)
                        .map(frame -> frame.path("stream_id").asText())
                        .distinct())
                .hasSize(1);
        assertThat(call.requests()).singleElement().satisfies(request -> {
            assertThat(request.command()).isEqualTo("answer");
            assertThat(request.field("stream_url")).contains(app.streamUrl());
            assertThat(request.headers()).doesNotContainValue("Bearer " + FakeApplication.KEY);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"PCMU", "PCMA"})
    void sendsEveryFrameOfWhatTheCallerSays(Encoding codec) throws Exception {
        answerWith(app.streamParameters());
        beepOnStart();
        short[] speech = Speech.babble(600, 3);
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .codec(codec)
                .awaitBeep(SOON)
                .speak(speech)
                .pause(Duration.ofMillis(100))
                .hangUp()
                .build());

        assertThat(end(call)).isPresent();
        Eventually.await(app.closed);

        MediaFormat format = MediaFormat.of(codec, 8000);
        short[] received = Speech.decode(app.payloads(), format);
        assertThat(received).isEqualTo(call.sent());
        assertThat(Speech.find(received, Speech.through(speech, format))).isNotNegative();
        assertThat(app.payloads()).allSatisfy(payload -> assertThat(payload).hasSize(160));
        List<Long> chunks = app.frames("media").stream()
                .map(frame -> frame.at("/media/chunk").asLong())
                .toList();
        assertThat(chunks)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, chunks.size()).boxed().toList());
        assertThat(app.frames("start").get(0).at("/start/media_format/encoding").asText())
                .isEqualTo(codec.wireName());
    }

    @Test
    void letsTheCallerHearWhatTheApplicationPlaysAndReturnsTheMarkAfterIt(@TempDir Path folder) throws Exception {
        answerWith(app.streamParameters());
        short[] greeting = Speech.babble(400, 5);
        app.onFrame = (socket, frame) -> {
            switch (frame.path("event").asText()) {
                case "start" -> {
                    socket.send(FakeApplication.media(Speech.encode(greeting, MediaFormat.PCMU)));
                    socket.send(FakeApplication.mark("played"));
                }
                case "mark" -> app.command(telnyx.calls().get(0).callControlId(), "hangup", "{}");
                default -> {}
            }
        };
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        assertThat(end(call)).contains("normal_clearing");

        assertThat(Speech.find(call.heard(), Speech.through(greeting, MediaFormat.PCMU)))
                .isNotNegative();
        Path heard = folder.resolve("heard.wav");
        call.saveHeard(heard);
        assertThat(samples(heard)).isEqualTo(call.heard());
        Path sent = folder.resolve("sent.wav");
        call.saveSent(sent);
        assertThat(samples(sent)).isEqualTo(call.sent());
        assertThat(call.playback()).hasValueSatisfying(report -> {
            assertThat(report.messages()).isEqualTo(1);
            assertThat(report.audioMillis()).isEqualTo(400);
            assertThat(report.smallestMessageMillis()).isEqualTo(400);
            assertThat(report.maxAheadMillis()).isEqualTo(400);
            assertThat(report.marksReturned()).isEqualTo(1);
            assertThat(report.underruns()).isZero();
            assertThat(report.violations()).isEmpty();
        });
        assertThat(at(call, Kind.MARK_RETURNED).minus(at(call, Kind.STREAM_STARTED)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(call.events()).extracting(event -> event.kind()).contains(Kind.CALLER_HEARS);
    }

    @Test
    void speaksAfterTheBeepItHeard() throws Exception {
        answerWith(app.streamParameters());
        beepOnStart();
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .awaitBeep(SOON)
                .speak(Speech.babble(200, 8))
                .hangUp()
                .build());

        assertThat(end(call)).isPresent();

        assertThat(at(call, Kind.BEEP_HEARD).minus(at(call, Kind.STREAM_STARTED)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(280));
        assertThat(call.events())
                .extracting(event -> event.kind())
                .containsSubsequence(Kind.BEEP_HEARD, Kind.CALLER_SPEAKS, Kind.CALLER_SPOKE, Kind.CALL_ENDED);
    }

    private static short[] samples(Path wav) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            assertThat(reader.sampleRateHz()).isEqualTo(8000);
            short[] samples = new short[(int) reader.lengthFrames()];
            assertThat(reader.read(samples, 0, samples.length)).isEqualTo(samples.length);
            return samples;
        }
    }
}

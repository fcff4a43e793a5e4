package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import io.github.telnyxstream.testkit.observation.PlaybackReport;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.PingFrame;
import org.junit.jupiter.api.Test;

class MediaStreamIT extends SimulatorCase {

    private SimulatedCall streamAndThen(String parameters, Consumer<WebSocket> action) {
        answerWith(parameters);
        app.onFrame = (socket, frame) -> {
            if (frame.path("event").asText().equals("start")) {
                action.accept(socket);
            }
        };
        return telnyx.placeCall(Caller.builder().build());
    }

    private static byte[] silence(int millis) {
        return Speech.encode(new short[millis * 8], MediaFormat.PCMU);
    }

    private void finish(SimulatedCall call) throws InterruptedException {
        call.hangUp();
        assertThat(end(call)).isPresent();
    }

    @Test
    void returnsAMarkAtOnceWhenNothingIsQueued() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> socket.send(FakeApplication.mark("now")));

        awaitUntil(() -> !app.frames("mark").isEmpty());
        assertThat(app.frames("mark").get(0).at("/mark/name").asText()).isEqualTo("now");
        finish(call);
    }

    @Test
    void clearReturnsAllMarksAndSilencesTheRest() throws Exception {
        short[] minute = Speech.babble(20_000, 1);
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> {
            socket.send(FakeApplication.media(Speech.encode(minute, MediaFormat.PCMU)));
            socket.send(FakeApplication.mark("a"));
            socket.send(FakeApplication.mark("b"));
            socket.send("{\"event\":\"clear\"}");
        });

        awaitUntil(() -> app.frames("mark").size() == 2);
        finish(call);
        PlaybackReport report = call.playback().orElseThrow();
        assertThat(report.clears()).isEqualTo(1);
        assertThat(report.maxAheadMillis()).isEqualTo(20_000);
        Duration cleared = at(call, Kind.CLEARED).minus(at(call, Kind.STREAM_STARTED));
        int loudSamples = 0;
        for (short sample : call.heard()) {
            loudSamples += sample == 0 ? 0 : 1;
        }
        assertThat(loudSamples).isLessThanOrEqualTo((int) (cleared.toMillis() + 20) * 8);
    }

    @Test
    void saysHowAStrangerFares() {
        URI open = URI.create(app.streamUrl());
        assertThat(telnyx.forgeStream(open).join()).isEqualTo(101);
        awaitUntil(() -> app.closed.getCount() == 0);
        assertThat(app.frames).isEmpty();

        URI noStream =
                URI.create(app.webhookUrl().resolve("/elsewhere").toString().replace("http:", "ws:"));
        assertThat(telnyx.forgeStream(noStream).join()).isEqualTo(404);
        assertThat(telnyx.forgeStream(URI.create("ws://127.0.0.1:1/media")).join())
                .isZero();
    }

    /** RFC 6455, section 5.5.3: a pong says what the ping said; and what comes after a ping is still heard. */
    @Test
    void answersPingsOfTheApplication() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> {
            for (String said : List.of("one", "", "three")) {
                PingFrame ping = new PingFrame();
                ping.setPayload(ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8)));
                socket.sendFrame(ping);
            }
            socket.send(FakeApplication.mark("after"));
        });

        awaitUntil(() -> app.pongs.size() == 3 && !app.frames("mark").isEmpty());
        assertThat(app.pongs).containsExactly("one", "", "three");
        finish(call);
        assertThat(call.playback().orElseThrow().violations()).isEmpty();
    }

    /** A pong comes behind all that was sent before its ping and is not read yet. */
    @Test
    void seesByItsPingsWhoReadsTooSlowly() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        answerWith(app.streamParameters());
        app.onFrame = (socket, frame) -> {
            if (frame.at("/media/chunk").asText().equals("3")) {
                Eventually.await(reads);
            }
        };
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .faults(FaultPlan.parse("pings=100ms", 1).line())
                .build());
        awaitUntil(() -> call.sent().length > 10 * 160);
        clock.jump(Duration.ofSeconds(2));
        reads.countDown();
        awaitUntil(() -> app.frames("media").size() > 60);
        app.sockets.get(0).send(FakeApplication.mark("behind the pongs"));
        awaitUntil(() -> !app.frames("mark").isEmpty());
        finish(call);

        assertThat(call.events())
                .filteredOn(event -> event.kind() == Kind.MISUSE)
                .anySatisfy(event -> assertThat(event.text()).startsWith("the socket is read too slowly"));
    }

    @Test
    void complainsAboutWhatItDoesNotUnderstand() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> {
            socket.send("{not json");
            socket.send("{\"event\":\"sing\"}");
            socket.send("{\"event\":\"media\",\"media\":{}}");
            socket.send("{\"event\":\"mark\",\"mark\":{}}");
            socket.send(new byte[] {1, 2, 3});
            socket.send("{\"event\":\"media\",\"media\":{\"payload\":\"-_-_\"}}");
            socket.send(FakeApplication.media(silence(30_020)));
        });

        awaitUntil(() -> app.frames("error").size() == 7);
        assertThat(app.frames("error"))
                .extracting(frame -> frame.at("/payload/code").asInt())
                .containsExactly(100003, 100003, 100003, 100003, 100003, 100004, 100003);
        JsonNode first = app.frames("error").get(0);
        assertThat(first.at("/payload/code").isNumber()).isTrue();
        assertThat(first.at("/payload/title").asText()).isEqualTo("malformed_frame");
        finish(call);
        assertThat(call.playback().orElseThrow().errorsSent()).isEqualTo(7);
    }

    @Test
    void notesMessagesThatAreTooShortOrCarryAFileHeader() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> {
            socket.send(FakeApplication.media(silence(10)));
            byte[] riff = silence(20);
            riff[0] = 'R';
            riff[1] = 'I';
            riff[2] = 'F';
            riff[3] = 'F';
            socket.send(FakeApplication.media(riff));
            socket.send(FakeApplication.mark("done"));
        });

        awaitUntil(() -> !app.frames("mark").isEmpty());
        finish(call);
        PlaybackReport report = call.playback().orElseThrow();
        assertThat(report.smallestMessageMillis()).isEqualTo(10);
        assertThat(report.violations()).hasSize(2);
        assertThat(report.errorsSent()).isZero();
    }

    @Test
    void letsNobodyHearAudioForTheOppositeLeg() throws Exception {
        SimulatedCall call = streamAndThen(
                "\"stream_url\":\"" + app.streamUrl() + "\",\"stream_bidirectional_mode\":\"rtp\"", socket -> {
                    socket.send(FakeApplication.media(Speech.encode(Speech.babble(100, 2), MediaFormat.PCMU)));
                    socket.send(FakeApplication.mark("played"));
                });

        awaitUntil(() -> !app.frames("mark").isEmpty());
        finish(call);
        assertThat(call.heard()).containsOnly(0);
        assertThat(call.playback().orElseThrow().violations())
                .singleElement()
                .asString()
                .contains("opposite");
    }

    @Test
    void takesOneMessageASecondInMp3Mode() throws Exception {
        SimulatedCall call = streamAndThen("\"stream_url\":\"" + app.streamUrl() + "\"", socket -> {
            socket.send(FakeApplication.media(silence(20)));
            socket.send(FakeApplication.media(silence(20)));
        });

        awaitUntil(() -> !app.frames("error").isEmpty());
        assertThat(app.frames("error").get(0).at("/payload/code").asInt()).isEqualTo(100005);
        finish(call);
    }

    @Test
    void carriesTheTokenInHeaderAndGreeting() throws Exception {
        answerWith("");
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        awaitHook("call.answered");
        app.command(
                call.callControlId(),
                "streaming_start",
                "{" + app.streamParameters()
                        + ",\"stream_auth_token\":\"tok-1\",\"custom_parameters\":[{\"name\":\"a\",\"value\":\"b\"}]}");

        awaitUntil(() -> !app.frames("start").isEmpty());
        assertThat(app.authTokens).containsExactly("tok-1");
        assertThat(app.frames
                        .get(0)
                        .at("/connected/x-telnyx-streaming-auth-token")
                        .asText())
                .isEqualTo("tok-1");
        assertThat(app.frames("start")
                        .get(0)
                        .at("/start/custom_parameters/0/value")
                        .asText())
                .isEqualTo("b");
        finish(call);
    }

    @Test
    void doesNotKnowATokenOnAnswer() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters() + ",\"stream_auth_token\":\"tok-1\"", socket -> {});

        awaitUntil(() -> !app.frames("start").isEmpty());
        finish(call);
        assertThat(app.authTokens).containsExactly("");
        assertThat(call.playback().orElseThrow().violations()).hasSize(1);
    }

    @Test
    void refusesASecondStreamAndStopsTheFirstOnDemand() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> {});
        awaitUntil(() -> !app.frames("start").isEmpty());
        String id = call.callControlId();

        assertThat(app.command(id, "streaming_start", "{" + app.streamParameters() + "}")
                        .errorCode())
                .isEqualTo("90045");
        assertThat(app.command(id, "streaming_stop", "{\"stream_id\":\"other\"}")
                        .errorCode())
                .isEqualTo("90048");
        assertThat(app.command(id, "streaming_stop", "{}").status()).isEqualTo(200);
        Eventually.await(app.closed);
        assertThat(app.frames("stop")).hasSize(1);
        assertThat(app.command(id, "streaming_stop", "{}").errorCode()).isEqualTo("90048");
        awaitHook("streaming.stopped");
        finish(call);
    }

    @Test
    void reportsAStreamThatCannotBeOpened() throws Exception {
        SimulatedCall call = streamAndThen("\"stream_url\":\"ws://127.0.0.1:1/media\"", socket -> {});

        awaitHook("streaming.failed");
        finish(call);
        assertThat(app.hooks.stream()
                        .filter(hook -> hook.type().equals("streaming.failed"))
                        .findFirst()
                        .orElseThrow()
                        .payload()
                        .path("failure_reason")
                        .asText())
                .isEqualTo("connection_failed");
    }

    @Test
    void noticesThatTheApplicationClosed() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), WebSocket::close);

        awaitHook("streaming.stopped");
        finish(call);
        assertThat(app.frames("stop")).isEmpty();
    }

    @Test
    void sendsBothTracksWhenAsked() throws Exception {
        short[] greeting = Speech.babble(200, 4);
        SimulatedCall call = streamAndThen(app.streamParameters() + ",\"stream_track\":\"both_tracks\"", socket -> {
            socket.send(FakeApplication.media(Speech.encode(greeting, MediaFormat.PCMU)));
            socket.send(FakeApplication.mark("played"));
        });
        awaitUntil(() -> !app.frames("mark").isEmpty());
        finish(call);
        Eventually.await(app.closed);

        List<byte[]> outbound = app.frames("media").stream()
                .filter(frame -> frame.at("/media/track").asText().equals("outbound"))
                .map(frame -> java.util.Base64.getDecoder()
                        .decode(frame.at("/media/payload").asText()))
                .toList();
        assertThat(outbound).hasSameSizeAs(app.payloads());
        short[] head = java.util.Arrays.copyOf(Speech.through(greeting, MediaFormat.PCMU), 800);
        assertThat(Speech.find(Speech.decode(outbound, MediaFormat.PCMU), head)).isNotNegative();
    }

    @Test
    void endsWhenTheApplicationHangsUp() throws Exception {
        SimulatedCall call = streamAndThen(app.streamParameters(), socket -> {});
        awaitUntil(() -> app.frames("media").size() > 3);

        app.command(call.callControlId(), "hangup", "{}");

        assertThat(end(call)).contains("normal_clearing");
        Eventually.await(app.closed);
        assertThat(app.frames("stop")).hasSize(1);
        assertThat(app.hooks
                        .get(app.hooks.size() - 1)
                        .payload()
                        .path("hangup_source")
                        .asText())
                .isEqualTo("callee");
    }
}

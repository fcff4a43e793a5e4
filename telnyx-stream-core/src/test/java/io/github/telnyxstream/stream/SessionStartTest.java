package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStartTest {
    private static final StreamSettings SETTINGS = StreamSettings.of("wss://h/media");

    @Test
    void tellsConnectedStartAndMediaInOrder() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.calls()).containsExactly("connected", "start", "media 1");
        assertThat(rig.session.callControlId()).isEqualTo(Messages.CALL);
        assertThat(rig.session.inboundFormat()).isEqualTo(MediaFormat.PCMU);
        assertThat(rig.session.outboundFormat()).isEqualTo(MediaFormat.PCMU);
    }

    @Test
    void doesWithoutConnected() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start());

        assertThat(rig.listener.calls()).containsExactly("start");
    }

    @Test
    void decodesWhatTheStartAnnouncesWhateverIsSent() {
        SessionRig rig = new SessionRig(new Expected(null, SETTINGS, null));
        rig.session.onText(Messages.start("PCMA", 8000));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 1, new byte[] {(byte) 0xD5, 0x55}));
        rig.session.play(SessionRig.clip(1, 0));
        rig.visit();

        assertThat(rig.session.inboundFormat()).isEqualTo(MediaFormat.PCMA);
        assertThat(rig.listener.frames().get(0).pcm()).containsExactly(8, -8);
        assertThat(rig.transport.media().get(0).payload()).hasSize(160).containsOnly(0xFF);
    }

    @Test
    void refusesTheStreamOfAnotherCallBeforeAnyMedia() {
        SessionRig rig = new SessionRig(new Expected("the expected call", SETTINGS, null));
        rig.session.onText(Messages.CONNECTED);
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.start());
        for (int chunk = 1; chunk < 20; chunk++) {
            rig.session.onText(Messages.media(chunk));
            rig.session.onText(Messages.dtmf('5'));
        }
        rig.session.onClose(1008, "");

        assertThat(rig.listener.frames()).isEmpty();
        assertThat(rig.listener.calls())
                .containsExactly("connected", "problem UNEXPECTED_MESSAGE", "failed UNAUTHORISED");
        assertThat(rig.transport.closeCodes()).containsExactly(1008);
        assertThat(rig.engine.sessions()).isEmpty();
    }

    @Test
    void refusesAStreamThatNamesNoCallWhenOneIsExpected() {
        SessionRig rig = new SessionRig(new Expected("the expected call", SETTINGS, null));
        rig.session.onText("{\"event\":\"start\",\"start\":{\"media_format\":{\"encoding\":\"PCMU\"}}}");

        assertThat(rig.listener.calls()).containsExactly("failed UNAUTHORISED");
    }

    @Test
    void acceptsTheExpectedCall() {
        SessionRig rig = new SessionRig(new Expected(Messages.CALL, SETTINGS, "token"));
        rig.session.onText(Messages.connectedWith("token"));
        rig.session.onText(Messages.start());

        assertThat(rig.listener.calls()).containsExactly("connected", "start");
        assertThat(rig.session.settings()).isEqualTo(SETTINGS);
    }

    @Test
    void refusesAConnectedEventWithAnotherToken() {
        SessionRig rig = new SessionRig(new Expected(Messages.CALL, SETTINGS, "token"));
        rig.session.onText(Messages.connectedWith("tokem"));
        rig.session.onText(Messages.start());
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.calls()).containsExactly("failed UNAUTHORISED");
        assertThat(rig.listener.failures().get(0).toString()).doesNotContain("tokem");
        assertThat(rig.transport.closeCodes()).containsExactly(1008);
    }

    @Test
    void reportsWhatComesBeforeTheStart() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.dtmf('1'));
        rig.session.onText(Messages.mark("m"));
        rig.session.onText(Messages.start());
        rig.session.onText(Messages.media(2));
        rig.runMillis(1100);

        assertThat(rig.listener.problemKinds()).hasSize(3).containsOnly(Kind.UNEXPECTED_MESSAGE);
        assertThat(rig.listener.problems())
                .extracting(ProtocolProblem::eventName)
                .containsExactly("media", "dtmf", "mark");
        assertThat(rig.listener.chunks()).containsExactly(2L);
    }

    @Test
    void reportsASecondStartAndASecondConnectedAndGoesOn() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.start("L16", 16000, "another call"));
        rig.session.onText(Messages.CONNECTED);
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.calls())
                .containsExactly(
                        "connected", "start", "problem UNEXPECTED_MESSAGE", "problem UNEXPECTED_MESSAGE", "media 1");
        assertThat(rig.session.callControlId()).isEqualTo(Messages.CALL);
        assertThat(rig.session.inboundFormat()).isEqualTo(MediaFormat.PCMU);
    }

    @Test
    void reportsTheFramesOfAnotherStreamAndDropsThem() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media("another", "inbound", 1, new byte[160]));
        rig.session.onText(Messages.stop().replace(Messages.STREAM, "another"));
        rig.session.onText(
                Messages.media(Messages.STREAM.toUpperCase(java.util.Locale.ROOT), "inbound", 1, new byte[1]));

        assertThat(rig.listener.problemKinds()).containsExactly(Kind.FOREIGN_STREAM, Kind.FOREIGN_STREAM);
        assertThat(rig.listener.chunks()).containsExactly(1L);
        assertThat(rig.session.statistics().framesReceived()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"OPUS-2,8000", "L16,7", "L16,1000000", "MP3,8000"})
    void failsWhereTheAnnouncedAudioIsNotKnown(String encoding, int rateHz) {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start(encoding, rateHz));
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.calls()).containsExactly("failed UNSUPPORTED_FORMAT");
        assertThat(rig.listener.failures().get(0).message()).contains(encoding);
        assertThat(rig.transport.aborts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPUS", "AMR-WB"})
    void namesTheArtifactThatWouldBringAMissingCodec(String encoding) {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start(encoding, 16000));

        assertThat(rig.listener.calls()).containsExactly("failed UNSUPPORTED_FORMAT");
        assertThat(rig.listener.failures().get(0).message()).contains(encoding).contains("telnyx-stream-");
    }

    @Test
    void endsWhenTheStreamStopsBeforeItHasStarted() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.CONNECTED);
        rig.session.onText(Messages.stop());

        assertThat(rig.listener.calls()).containsExactly("connected", "stop", "closed STOPPED");
    }

    @Test
    void knowsItsCallWhenItFailsForTheFormat() {
        List<String> seen = new ArrayList<>();
        SessionRig rig = new SessionRig(new RecordingListener() {
            @Override
            public void onFailed(StreamSession session, StreamFailure failure) {
                seen.add(failure.kind() + " " + session.callControlId() + " " + session.inboundFormat());
            }
        });
        rig.session.onText(Messages.start("OPUS-2", 8000));

        assertThat(seen).containsExactly("UNSUPPORTED_FORMAT " + Messages.CALL + " null");
    }

    @ParameterizedTest
    @CsvSource({
        "audio/PCMU,PCMU",
        "audio/x-mulaw,PCMU",
        "audio/basic,PCMU",
        "AUDIO/pcma;rate=8000,PCMA",
        "audio/L16;rate=8000;channels=1,L16",
        " pcmu ,PCMU",
        "audio/G722,G722"
    })
    void readsMediaTypesAsEncodings(String announced, Encoding encoding) {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start(announced, 8000));

        assertThat(rig.listener.calls()).containsExactly("start");
        assertThat(rig.session.inboundFormat().encoding()).isEqualTo(encoding);
    }

    @Test
    void readsWhatWasAskedForWhereNothingIsAnnouncedAndSaysSo() {
        SessionRig rig = new SessionRig(new Expected(
                null, SETTINGS.toBuilder().inboundEncoding(Encoding.PCMA).build(), null));
        rig.session.onText("{\"event\":\"start\",\"start\":{\"call_control_id\":\"c\"}}");

        assertThat(rig.listener.calls()).containsExactly("problem DOUBTFUL_FORMAT", "start");
        assertThat(rig.listener.problems().get(0).detail()).contains("no encoding was announced", "PCMA");
        assertThat(rig.session.inboundFormat()).isEqualTo(MediaFormat.PCMA);
    }

    @Test
    void readsL16WithoutARateAtTheRateThatWasAskedFor() {
        StreamSettings asked = SETTINGS.toBuilder()
                .inboundEncoding(Encoding.L16)
                .outboundFormat(MediaFormat.l16(24000))
                .build();
        SessionRig rig = new SessionRig(new Expected(null, asked, null));
        rig.session.onText(Messages.start("L16", 16000).replace(",\"sample_rate\":16000", ""));

        assertThat(rig.listener.calls()).containsExactly("problem DOUBTFUL_FORMAT", "start");
        assertThat(rig.session.inboundFormat()).isEqualTo(MediaFormat.l16(24000));
    }

    @Test
    void namesTheCauseWhereNothingWasAnnouncedAndNothingAskedFor() {
        SessionRig rig = new SessionRig(new Expected(null, SETTINGS, null));
        rig.session.onText("{\"event\":\"start\",\"start\":{\"call_control_id\":\"c\"}}");

        assertThat(rig.listener.calls()).containsExactly("failed UNSUPPORTED_FORMAT");
        assertThat(rig.listener.failures().get(0).message()).contains("no encoding was announced", "inboundEncoding");
    }

    @Test
    void takesNoOtherEncodingThanTheAnnouncedOne() {
        StreamSettings asked =
                SETTINGS.toBuilder().inboundEncoding(Encoding.PCMU).build();
        SessionRig rig = new SessionRig(new Expected(null, asked, null));
        rig.session.onText(Messages.start("L16", 16000).replace(",\"sample_rate\":16000", ""));

        assertThat(rig.listener.failures().get(0).message()).contains("L16 was announced without a sample rate");
    }

    @Test
    void refusesTwoChannelsWithAReason() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start().replace("\"channels\":1", "\"channels\":2"));

        assertThat(rig.listener.failures().get(0).kind()).isEqualTo(StreamFailure.Kind.UNSUPPORTED_FORMAT);
        assertThat(rig.listener.failures().get(0).message()).contains("2 channels");
    }

    @ParameterizedTest
    @CsvSource({"PCMU,16000", "PCMA,48000", "G722,48000"})
    void saysThatARateIsNoneOfTheEncoding(String encoding, int rateHz) {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start(encoding, rateHz));

        assertThat(rig.listener.calls()).containsExactly("problem DOUBTFUL_FORMAT", "start");
        assertThat(rig.listener.problems().get(0).detail()).contains(encoding, rateHz + " Hz");
    }

    @ParameterizedTest
    @CsvSource({"PCMU,8000", "G722,8000", "G722,16000", "L16,16000"})
    void doubtsNoRateThatWasSeenOnLiveCalls(String encoding, int rateHz) {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start(encoding, rateHz));

        assertThat(rig.listener.calls()).containsExactly("start");
    }

    @Test
    void readsL16AsTheSettingsSay() {
        StreamSettings bigEndian = SETTINGS.toBuilder()
                .inboundEncoding(Encoding.L16)
                .inboundByteOrder(java.nio.ByteOrder.BIG_ENDIAN)
                .outboundFormat(MediaFormat.l16(16000))
                .build();
        SessionRig rig = new SessionRig(new Expected(null, bigEndian, null));
        rig.session.onText(Messages.start("L16", 16000));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 1, new byte[] {1, 2}));

        assertThat(rig.listener.frames().get(0).pcm()).containsExactly(0x0102);
        assertThat(rig.session.outboundFormat()).isEqualTo(MediaFormat.l16(16000));
    }

    @Test
    void knowsNoInboundFormatBeforeTheStart() {
        SessionRig rig = new SessionRig();

        assertThat(rig.session.inboundFormat()).isNull();
        assertThat(rig.session.start()).isNull();
        assertThat(rig.session.callControlId()).isNull();
        assertThat(rig.session.toString()).contains("not started");
    }

    @Test
    void sendsNothingBeforeTheStart() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.CONNECTED);
        Playback playback = rig.session.play(SessionRig.clip(3, 0));
        rig.session.mark("m");
        rig.session.interrupt();
        Playback second = rig.session.play(SessionRig.clip(2, 100));
        rig.session.mark("n");
        rig.runMillis(500);
        assertThat(rig.transport.sent()).isEmpty();
        assertThat(SessionRig.resultOf(playback).outcome()).isEqualTo(PlaybackResult.Outcome.INTERRUPTED);

        rig.session.onText(Messages.start());
        rig.visit();

        assertThat(rig.transport.media()).hasSize(2);
        assertThat(rig.transport.marks()).hasSize(2).endsWith("n");
        assertThat(rig.transport.clears()).isZero();
        assertThat(second.isActive()).isTrue();
    }
}

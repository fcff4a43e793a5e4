package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.stream.Finding.Kind;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamTrack;
import io.github.telnyxstream.stream.settings.TargetLegs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people look through when a stream starts and no audio comes, point by point: each is answered by the engine itself. */
class TroubleshootingTest {
    private static final StreamSettings SETTINGS = StreamSettings.of("wss://voice.example.net/media");

    private static SessionRig askedFor(StreamSettings settings) {
        return new SessionRig(new Expected(Messages.CALL, settings, null)).start();
    }

    private static void hear(SessionRig rig, String track, int frames) {
        for (int k = 1; k <= frames; k++) {
            rig.session.onText(Messages.media(track, k));
            rig.runMillis(20);
        }
    }

    private static byte[] silence(int lengthBytes) {
        byte[] payload = new byte[lengthBytes];
        Arrays.fill(payload, (byte) 0xff);
        return payload;
    }

    /** "Receiving start events but no media events." */
    @Nested
    class StartButNoMedia {
        @Test
        void isFoundWithTheTrackThatWasAskedFor() {
            SessionRig rig = askedFor(SETTINGS);
            rig.runMillis(4000);

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.NO_MEDIA);
            assertThat(rig.listener.findings().get(0).detail()).contains("stream_track is inbound_track");
            assertThat(rig.listener.findings().get(0).kind().advice()).contains("hold", "answered", "parked");
        }
    }

    /** "1. Verify parameter configuration" and "3. Common configuration issues". */
    @Nested
    class Parameters {
        @Test
        void aTrackThatDoesNotSpeakIsNamed() {
            SessionRig rig =
                    askedFor(SETTINGS.toBuilder().track(StreamTrack.OUTBOUND).build());
            rig.runMillis(4000);

            assertThat(rig.listener.findings().get(0).detail()).contains("outbound_track");
        }

        @Test
        void onlyTheOtherTrackIsNoMediaEither() {
            SessionRig rig =
                    askedFor(SETTINGS.toBuilder().track(StreamTrack.BOTH).build());
            hear(rig, "outbound", 200);

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.NO_MEDIA);
            assertThat(rig.listener.findings().get(0).detail()).contains("only the outbound track");
        }

        @ParameterizedTest
        @EnumSource(OutboundMode.class)
        void theModeHasNoInfluenceOnWhatArrives(OutboundMode mode) {
            SessionRig rig = askedFor(SETTINGS.toBuilder().outboundMode(mode).build());
            hear(rig, "inbound", 200);

            assertThat(rig.listener.frames()).hasSize(200);
            assertThat(rig.listener.findings()).isEmpty();
        }

        @Test
        void modeMp3IsNamedWhenFramesAreToBePlayed() {
            SessionRig rig =
                    askedFor(SETTINGS.toBuilder().outboundMode(OutboundMode.MP3).build());
            assertThatIllegalStateException().isThrownBy(() -> rig.session.play(SessionRig.clip(1, 0)));
            rig.runMillis(20);

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.MODE_MP3);
            assertThat(rig.listener.findings().get(0).kind().advice()).contains("stream_bidirectional_mode rtp");
        }

        @Test
        void aCodecInSmallLettersIsReadAllTheSame() {
            SessionRig rig = new SessionRig();
            rig.session.onText(Messages.start("pcmu", 8000));
            rig.session.onText(Messages.media(1));

            assertThat(rig.listener.frames()).hasSize(1);
            assertThat(SETTINGS.outboundFormat().encoding().wireName()).isEqualTo("PCMU");
        }

        @Test
        void anotherCodecThanTheOneAskedForIsNamed() {
            SessionRig rig = new SessionRig(new Expected(
                    Messages.CALL,
                    SETTINGS.toBuilder().inboundEncoding(Encoding.PCMU).build(),
                    null));
            rig.session.onText(Messages.start("PCMA", 8000));
            rig.runMillis(20);

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.CODEC_MISMATCH);
            assertThat(rig.listener.findings().get(0).detail()).isEqualTo("PCMU was asked for, PCMA was announced");
        }

        @Test
        void theOppositeLegIsNamedWhenSomethingIsPlayed() {
            SessionRig rig = askedFor(
                    SETTINGS.toBuilder().targetLegs(TargetLegs.OPPOSITE).build());
            hear(rig, "inbound", 1);
            assertThat(rig.listener.findings()).isEmpty();

            rig.session.play(SessionRig.clip(1, 0));
            rig.runMillis(20);

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.TARGET_LEGS);
        }
    }

    /** "2. Event flow verification" and "4. Debugging steps". */
    @Nested
    class EventFlow {
        @Test
        void thePageTellsEveryEventAndTheFormatAndTheFirstPayload() {
            SessionRig rig = askedFor(SETTINGS);
            hear(rig, "inbound", 2);
            rig.session.onText(Messages.dtmf('5'));
            rig.session.onText(Messages.stop());

            assertThat(rig.session.diagnose())
                    .containsSubsequence(
                            "the socket was opened",
                            "connected",
                            "started: PCMU at 8000 Hz",
                            "the first frame of the inbound track has 160 bytes",
                            "a key was pressed",
                            "stop",
                            "the end: ")
                    .contains("2 frames of the inbound track");
        }

        @Test
        void aSocketThatSaysNothingIsNamedBeforeItIsGivenUp() {
            SessionRig rig = new SessionRig();
            rig.runMillis(6000);

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.NO_START);
            assertThat(rig.listener.findings().get(0).detail()).contains("not even connected");
            assertThat(rig.listener.terminalCalls()).isZero();
        }

        @Test
        void aStreamThatIsConnectedAndDoesNotStartIsToldFromThat() {
            SessionRig rig = new SessionRig();
            rig.session.onText(Messages.CONNECTED);
            rig.runMillis(6000);

            assertThat(rig.listener.findings().get(0).detail()).isEqualTo("connected came");
            assertThat(rig.listener.findings().get(0).kind().advice()).contains("rings");
        }
    }

    /** "5. Network and timing issues"; the address that nobody reaches is in {@link ExpectedCallTest}. */
    @Nested
    class NetworkAndTiming {
        @Test
        void theRateLimitIsNamed() {
            SessionRig rig = SessionRig.started();
            rig.session.onText(Messages.error(100005));
            rig.session.onText(Messages.error(100005));
            rig.session.onText(Messages.error(100004));

            assertThat(rig.listener.findingKinds()).containsExactly(Kind.RATE_LIMITED, Kind.MESSAGE_REFUSED);
            assertThat(rig.listener.findings().get(0).text()).contains("mode mp3", "one message a second");
        }
    }

    /** "6. Audio processing verification". */
    @Nested
    class Audio {
        @Test
        void framesOfAnotherSizeThan160BytesAreNoProblem() {
            SessionRig rig = askedFor(SETTINGS);
            for (int k = 1; k <= 250; k++) {
                rig.session.onText(Messages.media(Messages.STREAM, "inbound", k, silence(156)));
                rig.clock.advanceNanos(19_500_000);
                rig.visit();
            }
            assertThat(rig.listener.frames()).hasSize(250);
            assertThat(rig.listener.findings()).isEmpty();
        }

        @Test
        void aPayloadThatIsNoBase64IsReported() {
            SessionRig rig = askedFor(SETTINGS);
            rig.session.onText(Messages.media(1).replace("AQEB", "!!!!"));

            assertThat(rig.listener.problemKinds()).containsExactly(ProtocolProblem.Kind.MALFORMED_MESSAGE);
            assertThat(rig.session.diagnose()).contains("Amiss on the wire: 1 messages");
        }

        @Test
        void bytesThatDoNotFitTheAnnouncedRateAreNamed() {
            SessionRig rig = askedFor(SETTINGS);
            for (int k = 1; k <= 210; k++) {
                rig.session.onText(Messages.media(Messages.STREAM, "inbound", k, silence(320)));
                rig.runMillis(20);
            }
            assertThat(rig.listener.findingKinds()).containsExactly(Kind.BYTE_RATE);
            assertThat(rig.listener.findings().get(0).detail())
                    .isEqualTo("16000 bytes a second, PCMU at 8000 Hz has 8000");
        }

        @Test
        void aPauseIsNoWrongRate() {
            SessionRig rig = askedFor(SETTINGS);
            hear(rig, "inbound", 100);
            rig.runMillis(2000);
            for (int k = 101; k <= 300; k++) {
                rig.session.onText(Messages.media(k));
                rig.runMillis(20);
            }
            assertThat(rig.listener.findings()).isEmpty();
        }
    }

    @Test
    void everyFindingIsFoundOnceAndCanBeAskedForLater() {
        SessionRig rig = askedFor(SETTINGS);
        rig.runMillis(60_000);

        assertThat(rig.listener.findingKinds()).containsExactly(Kind.NO_MEDIA);
        assertThat(rig.session.findings()).isEqualTo(rig.listener.findings());
        assertThat(rig.session.diagnose()).contains("NO_MEDIA", Kind.NO_MEDIA.advice());
    }

    @Test
    void everyKindSaysWhatToDo() {
        assertThat(List.of(Kind.values()))
                .allMatch(kind -> kind.advice().length() > 40)
                .allMatch(kind -> !kind.summary().endsWith("."));
    }
}

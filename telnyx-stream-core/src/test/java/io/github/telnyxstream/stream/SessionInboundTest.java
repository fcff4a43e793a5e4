package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SessionInboundTest {
    @Test
    void deliversDecodedFramesInOrder() {
        SessionRig rig = SessionRig.started();
        for (long chunk : new long[] {1, 3, 2, 2, 4}) {
            rig.session.onText(Messages.media(chunk));
        }

        assertThat(rig.listener.chunks()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rig.listener.frames()).allMatch(frame -> frame.pcm().length == 160);
        StreamStatistics statistics = rig.session.statistics();
        assertThat(statistics.framesReceived()).isEqualTo(5);
        assertThat(statistics.framesReordered()).isEqualTo(1);
        assertThat(statistics.framesDuplicated()).isEqualTo(1);
        assertThat(statistics.framesLost()).isZero();
    }

    /** What the issue asks for and a little more: delayed at random, so that some frame is missing most of the time. */
    @Test
    void losesNothingWhenFramesComeUpToEightyMillisecondsLateAllTheTime() {
        SessionRig rig = SessionRig.started();
        Random random = new Random(42);
        record Arrival(long chunk, long atMillis) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (long chunk = 1; chunk <= 5000; chunk++) {
            arrivals.add(new Arrival(chunk, chunk * 20 + (chunk == 1 ? 0 : random.nextInt(80))));
            if (random.nextInt(10) == 0) {
                arrivals.add(new Arrival(chunk, chunk * 20 + random.nextInt(60) + 1));
            }
        }
        arrivals.sort((a, b) -> Long.compare(a.atMillis, b.atMillis));
        long millis = 0;
        for (Arrival arrival : arrivals) {
            while (millis < arrival.atMillis) {
                rig.clock.advanceMillis(1);
                if (++millis % 20 == 7) {
                    rig.visit();
                }
            }
            rig.session.onText(Messages.media(arrival.chunk));
        }
        rig.runMillis(200);

        assertThat(rig.session.statistics().framesLost()).isZero();
        assertThat(rig.listener.chunks())
                .isEqualTo(LongStream.rangeClosed(1, 5000).boxed().toList());
    }

    @Test
    void givesUpAMissingFrameWhenNothingFollowsForLong() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.media(3));
        rig.runMillis(980);
        assertThat(rig.listener.chunks()).containsExactly(1L);

        rig.runMillis(60);

        assertThat(rig.listener.chunks()).containsExactly(1L, 3L);
        assertThat(rig.listener.frames().get(1).lostBefore()).isEqualTo(1);
    }

    @Test
    void waitsForALaterGapItsOwnTime() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.media(3));
        rig.runMillis(980);
        rig.session.onText(Messages.media(5));
        rig.runMillis(60);
        assertThat(rig.listener.chunks()).containsExactly(1L, 3L);

        rig.session.onText(Messages.media(4));

        assertThat(rig.listener.chunks()).containsExactly(1L, 3L, 4L, 5L);
    }

    @Test
    void ordersTheTracksIndependently() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media("inbound", 1));
        rig.session.onText(Messages.media("outbound", 2));
        rig.session.onText(Messages.media("outbound", 1));
        rig.session.onText(Messages.media("inbound", 2));

        assertThat(rig.listener.frames())
                .filteredOn(frame -> frame.track() == Track.OUTBOUND)
                .extracting(frame -> frame.event().chunk())
                .containsExactly(1L, 2L);
        assertThat(rig.session.statistics().framesLost()).isZero();
    }

    @Test
    void reportsABinaryMessage() {
        SessionRig rig = SessionRig.started();
        rig.session.onBinary(17);

        assertThat(rig.listener.problems())
                .containsExactly(
                        new ProtocolProblem(Kind.BINARY_MESSAGE, null, "a binary message of 17 bytes", -1, 17));
    }

    @Test
    void reportsAMalformedMessageAndGoesOn() {
        SessionRig rig = SessionRig.started();
        String broken = "{\"event\":\"media\",\"media\":{\"payload\":\"%%\"}}";
        rig.session.onText(broken);
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.problems())
                .containsExactly(new ProtocolProblem(
                        Kind.MALFORMED_MESSAGE, "media", "media.payload is not base64", -1, broken.length()));
        assertThat(rig.listener.chunks()).containsExactly(1L);
        assertThat(rig.session.statistics().protocolProblems()).isEqualTo(1);
    }

    @Test
    void countsAFrameThatCannotBeDecodedAsLostForTheNextOne() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.start("L16", 8000));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 1, new byte[2]));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 2, new byte[3]));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 3, new byte[5]));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 4, new byte[2]));

        assertThat(rig.listener.problemKinds()).containsExactly(Kind.UNDECODABLE_AUDIO, Kind.UNDECODABLE_AUDIO);
        assertThat(rig.listener.frames()).extracting(MediaFrame::lostBefore).containsExactly(0, 2);
    }

    @Test
    void passesOnKeysErrorsAndUnknownEvents() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.dtmf('7'));
        rig.session.onText(Messages.error(100005));
        rig.session.onText("{\"event\":\"transcript\",\"x\":1}");

        assertThat(rig.listener.calls()).endsWith("dtmf 7", "error 100005", "unknown transcript");
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void reportsSilenceAfterTheStartOnce() {
        SessionRig rig = SessionRig.started();
        rig.runMillis(3000);
        assertThat(rig.listener.findings()).isEmpty();

        rig.runMillis(10_000);

        assertThat(rig.listener.findingKinds()).containsExactly(Finding.Kind.NO_MEDIA);
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void reportsNoSilenceWhereMediaFlows() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.runMillis(10_000);

        assertThat(rig.listener.findings()).isEmpty();
    }

    @Test
    void failsWhenTheStreamDoesNotStartInTime() {
        SessionRig rig = new SessionRig();
        rig.session.onText(Messages.CONNECTED);
        rig.runMillis(10_000);
        assertThat(rig.listener.terminalCalls()).isZero();

        rig.runMillis(20);

        assertThat(rig.listener.calls()).containsExactly("connected", "failed NO_START");
        assertThat(rig.transport.aborts()).isEqualTo(1);
    }

    @Test
    void failsWhenTheStartedStreamSaysNothingForTooLong() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.runMillis(50_000);
        rig.session.onText("even this is a sign of life");
        rig.runMillis(60_000);
        assertThat(rig.listener.terminalCalls()).isZero();

        rig.runMillis(20);

        assertThat(rig.listener.calls()).endsWith("failed SILENT_PEER");
        assertThat(rig.transport.aborts()).isEqualTo(1);
    }

    @Test
    void deliversTheSameForAnyShuffleWithinTheWindow() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            SessionRig rig = SessionRig.started();
            List<Long> sent =
                    new ArrayList<>(LongStream.rangeClosed(1, 120).boxed().toList());
            for (int k = 0; k + 3 < sent.size(); k += 3) {
                Collections.shuffle(sent.subList(k, k + 3), random);
            }
            sent.forEach(chunk -> rig.session.onText(Messages.media(chunk)));
            rig.session.onText(Messages.stop());

            assertThat(rig.listener.chunks())
                    .isEqualTo(LongStream.rangeClosed(1, 120).boxed().toList());
        }
    }

    @Test
    void takesMessagesAsBytesToo() {
        SessionRig rig = SessionRig.started();
        byte[] message = ("xx" + Messages.media(1)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        rig.session.onText(message, 2, message.length - 2);
        byte[] key = Messages.dtmf('4').getBytes(java.nio.charset.StandardCharsets.UTF_8);
        rig.session.onText(key, 0, key.length);

        assertThat(rig.listener.calls()).endsWith("media 1", "dtmf 4");
    }

    @Test
    void tellsOfAnOddFieldOncePerSession() {
        SessionRig rig = SessionRig.started();
        for (int chunk = 1; chunk <= 100; chunk++) {
            rig.session.onText(Messages.media(chunk).replace("\"timestamp\":\"", "\"timestamp\":\"T"));
        }

        assertThat(rig.listener.problems())
                .containsExactly(ProtocolProblem.of(Kind.ODD_FIELD, "media", "media.timestamp is not a number"));
        assertThat(rig.listener.chunks()).hasSize(100);
    }

    @Test
    void losesNoStopBehindAnotherObject() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1) + Messages.stop());

        assertThat(rig.listener.calls()).contains("media 1").endsWith("stop", "closed STOPPED");
    }

    @Test
    void countsAnEmptyPayloadAndDeliversNothing() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.media(Messages.STREAM, "inbound", 2, new byte[0]));
        rig.session.onText(Messages.media(3));

        assertThat(rig.listener.chunks()).containsExactly(1L, 3L);
        assertThat(rig.session.statistics().framesReceived()).isEqualTo(3);
        assertThat(rig.session.statistics().framesLost()).isZero();
    }

    @Test
    void keepsTheTracksApartSoThatAnEchoDoesNotFeedItself() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media("outbound", 1));
        rig.session.onText(Messages.media("inbound", 1));

        assertThat(rig.listener.calls()).endsWith("outbound media 1", "media 1");
    }

    @Test
    void countsAFrameThatCameTooLate() {
        SessionRig rig = SessionRig.started();
        for (long chunk : new long[] {1, 3, 4, 5, 6, 7, 8, 2}) {
            rig.session.onText(Messages.media(chunk));
        }

        StreamStatistics statistics = rig.session.statistics();
        assertThat(statistics.framesLost()).isEqualTo(1);
        assertThat(statistics.framesLate()).isEqualTo(1);
        assertThat(statistics.framesDuplicated()).isZero();
    }

    @Test
    void lendsAFrameThatHoldsTheNextOneAfterwards() {
        List<MediaFrame> borrowed = new ArrayList<>();
        List<MediaFrame> kept = new ArrayList<>();
        SessionRig rig = new SessionRig(new RecordingListener() {
                    @Override
                    public void onBorrowedMedia(StreamSession session, MediaFrame frame) {
                        borrowed.add(frame);
                        kept.add(frame.keep());
                    }
                })
                .start();
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.media(2));

        assertThat(rig.listener.frames()).isEmpty();
        assertThat(borrowed.get(0)).isSameAs(borrowed.get(1));
        assertThat(kept).extracting(MediaFrame::chunk).containsExactly(1L, 2L);
        assertThat(kept.get(0).payload()).containsOnly(1).hasSize(160);
        assertThat(kept.get(0).keep()).isSameAs(kept.get(0));
        assertThat(kept.get(0).event().payload()).isEqualTo(kept.get(0).payload());
    }
}

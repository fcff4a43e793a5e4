package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePlaybackTest {
    private static final short[] FRAME = new short[160];

    @Test
    void waitsForItsCushionBeforeTheFirstFrameLeaves() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        live.write(FRAME, 0, 160);
        live.write(FRAME, 0, 160);
        rig.runMillis(40);
        assertThat(rig.transport.media()).isEmpty();
        assertThat(live.queued()).isEqualTo(Duration.ofMillis(40));

        live.write(FRAME, 0, 160);
        rig.visit();

        assertThat(rig.transport.media()).hasSize(3);
        assertThat(live.queued()).isZero();
    }

    @Test
    void leavesNoGapWhilePiecesComeLateByLessThanTheCushion() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        Random random = new Random(5);
        long[] due = new long[500];
        for (int k = 0; k < due.length; k++) {
            due[k] = k * 20L + random.nextInt(35);
        }
        Arrays.sort(due);
        int next = 0;
        for (long millis = 0; millis < 11_000; millis++) {
            while (next < due.length && due[next] <= millis) {
                live.write(FRAME, 0, 160);
                next++;
            }
            if (millis % 20 == 3) {
                rig.visit();
            }
            rig.clock.advanceMillis(1);
        }
        live.end();
        rig.visit();

        assertThat(rig.transport.media()).hasSize(500);
        assertThat(FarEnd.of(rig.transport.media()).gaps()).isZero();
        assertThat(rig.session.statistics().underruns()).isZero();
    }

    @Test
    void fillsItsCushionAgainAfterTheFarEndRanDry() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        live.write(new short[800], 0, 800);
        rig.visit();
        rig.runMillis(1000);
        live.write(FRAME, 0, 160);
        rig.runMillis(40);
        assertThat(rig.transport.media()).hasSize(5);

        live.write(new short[320], 0, 320);
        rig.visit();

        assertThat(rig.transport.media()).hasSize(8);
    }

    @Test
    void letsLessThanACushionLeaveWhenNothingFollows() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        live.write(FRAME, 0, 160);
        rig.runMillis(40);
        assertThat(rig.transport.media()).isEmpty();
        rig.runMillis(40);
        assertThat(rig.transport.media()).hasSize(1);

        rig.runMillis(1000);
        live.write(new short[320], 0, 320);
        rig.runMillis(40);
        assertThat(rig.transport.media()).hasSize(1);
        rig.runMillis(40);
        assertThat(rig.transport.media()).hasSize(3);
        assertThat(live.queued()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 160, 1000, 7999})
    void takesPiecesOfAnySize(int piece) {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        short[] pcm = new short[8000];
        Arrays.fill(pcm, (short) 1234);
        for (int at = 0; at < pcm.length; at += piece) {
            assertThat(live.write(pcm, at, Math.min(piece, pcm.length - at))).isEqualTo(WriteResult.TAKEN);
        }
        live.end();
        rig.visit();
        rig.runMillis(1500);
        rig.returnMarks(0);

        assertThat(rig.transport.media()).hasSize(50);
        byte code = rig.transport.media().get(0).payload()[0];
        assertThat(rig.transport.media())
                .allSatisfy(sent -> assertThat(sent.payload()).containsOnly(code));
        assertThat(SessionRig.resultOf(live)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(1)));
    }

    @Test
    void leavesAtTheEndWhatIsLessThanTheCushion() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        live.write(FRAME, 0, 10);
        live.end();
        rig.visit();

        assertThat(rig.transport.media()).hasSize(1);
        assertThat(rig.transport.media().get(0).payload()).hasSize(160).endsWith(0xFF, 0xFF);
        assertThat(live.write(FRAME, 0, 160)).isEqualTo(WriteResult.ENDED);
    }

    @Test
    void letsTheNextPlaybackWaitUntilItsEnd() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        Playback next = rig.session.play(SessionRig.clip(2, 0));
        rig.runMillis(1000);
        assertThat(rig.transport.media()).isEmpty();

        live.end();
        rig.visit();
        rig.returnMarks(0);

        assertThat(rig.transport.media()).hasSize(2);
        assertThat(next.isActive()).isFalse();
    }

    @Test
    void refusesWhatIsTooMuchAndKeepsWhatItHas() {
        SessionRig rig = new SessionRig(options -> options.outbound(
                OutboundOptions.builder().maxLiveAudio(Duration.ofMillis(1000)).build()));
        LivePlayback live = rig.session.playLive(8000);
        assertThat(live.write(new short[8000], 0, 8000)).isEqualTo(WriteResult.TAKEN);
        assertThat(live.queued()).isEqualTo(Duration.ofMillis(1000));

        assertThat(live.write(FRAME, 0, 1)).isEqualTo(WriteResult.FULL);
        assertThat(live.write(new short[8001], 0, 8001)).isEqualTo(WriteResult.FULL);

        assertThat(live.queued()).isEqualTo(Duration.ofMillis(1000));
        assertThat(live.droppedSamples()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 48000})
    void dropsTheOldestWhileThePeerDoesNotRead(int rateHz) {
        StreamSettings settings = StreamSettings.builder("wss://h/")
                .outboundFormat(io.github.telnyxstream.codec.MediaFormat.l16(rateHz))
                .build();
        SessionRig rig = new SessionRig(
                        new RecordingListener(),
                        options -> options.outbound(OutboundOptions.builder()
                                        .maxLiveAudio(Duration.ofMillis(1000))
                                        .build())
                                .sendTimeout(Duration.ofHours(1)),
                        new Expected(null, settings, null),
                        new DirectExecutor())
                .start();
        rig.transport.hold();
        LivePlayback live = rig.session.playLive(rateHz);
        int frame = rateHz / 50;
        for (int k = 0; k < 400; k++) {
            short[] pcm = new short[frame];
            Arrays.fill(pcm, (short) k);
            assertThat(live.write(pcm, 0, frame)).as("frame %s", k).isEqualTo(WriteResult.TAKEN);
            rig.runMillis(20);
        }

        assertThat(live.queued()).isLessThanOrEqualTo(Duration.ofMillis(1000));
        assertThat(live.droppedSamples()).isPositive();
        assertThat(live.droppedSamples() % frame).isZero();
        rig.transport.release();
        live.end();
        rig.runMillis(5000);
        byte[] last =
                rig.transport.media().get(rig.transport.media().size() - 1).payload();
        assertThat(last).startsWith(399 & 0xFF, 399 >> 8);
        assertThat(rig.transport.media().size() + live.droppedSamples() / frame).isEqualTo(400);
    }

    @Test
    void bringsPushedAudioToTheRateOfTheStream() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(24000);
        live.write(new short[24000], 0, 24000);
        live.end();
        rig.visit();
        rig.runMillis(2000);

        assertThat(rig.transport.media()).hasSizeBetween(50, 51);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 7, 3999, 192_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesRatesThatAreNone(int rateHz) {
        SessionRig rig = SessionRig.started();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.session.playLive(rateHz))
                .withMessageContaining(String.valueOf(rateHz));
    }

    @Test
    void refusesARangeOutsideOfTheArray() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> live.write(FRAME, 1, 160));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> live.write(FRAME, -1, 1));
        assertThat(live.write(FRAME, 160, 0)).isEqualTo(WriteResult.TAKEN);
    }

    /** A listener that says back what it hears. */
    private static SessionRig echoing() {
        RecordingListener echo = new RecordingListener() {
            @Override
            public void onMedia(StreamSession session, MediaFrame frame) {
                super.onMedia(session, frame);
                assertThat(session.send(frame)).isTrue();
            }
        };
        return new SessionRig(echo).start();
    }

    @Test
    void echoesFramesAsOneUtterance() {
        SessionRig rig = echoing();
        for (int chunk = 1; chunk <= 100; chunk++) {
            rig.session.onText(Messages.media(chunk));
            rig.runMillis(20);
        }

        assertThat(rig.transport.media()).hasSize(100);
        for (int k = 0; k < 100; k++) {
            assertThat(rig.transport.media().get(k).payload()).containsOnly((byte) (k + 1));
        }
        assertThat(rig.transport.marks()).isEmpty();
        assertThat(FarEnd.of(rig.transport.media()).gaps()).isZero();
    }

    @Test
    void endsTheEchoWhenSomethingElseIsPlayedAndBeginsItAgainAfterwards() {
        SessionRig rig = echoing();
        for (int chunk = 1; chunk <= 5; chunk++) {
            rig.session.onText(Messages.media(chunk));
            rig.runMillis(20);
        }
        rig.session.play(SessionRig.clip(2, 0));
        for (int chunk = 6; chunk <= 10; chunk++) {
            rig.session.onText(Messages.media(chunk));
            rig.runMillis(20);
        }

        assertThat(rig.transport.marks()).containsExactly("playback-1", "playback-2");
        assertThat(rig.transport.media()).hasSize(12);
    }

    @Test
    void echoesAgainAfterAnInterruption() {
        SessionRig rig = echoing();
        for (int chunk = 1; chunk <= 5; chunk++) {
            rig.session.onText(Messages.media(chunk));
        }
        rig.visit();
        rig.session.interrupt();
        for (int chunk = 6; chunk <= 10; chunk++) {
            rig.session.onText(Messages.media(chunk));
        }
        rig.visit();

        assertThat(rig.transport.media()).hasSize(10);
        assertThat(rig.transport.sent().get(5).isClear()).isTrue();
    }
}

package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live playbacks and echoes that stay open: marks in them, what waits behind them, and what is less than a frame. */
class OpenLivePlaybackTest {
    private static final class Echo extends RecordingListener {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            super.onMedia(session, frame);
            session.send(frame);
        }
    }

    private static String wideband(long chunk, int value) {
        byte[] payload = new byte[640];
        Arrays.fill(payload, (byte) value);
        return Messages.media(Messages.STREAM, "inbound", chunk, payload);
    }

    @Test
    void sendsAMarkBehindFramesThatAreEchoed() {
        SessionRig rig = new SessionRig(new Echo()).start();
        for (int chunk = 1; chunk <= 50; chunk++) {
            rig.session.onText(Messages.media(chunk));
            rig.session.mark("after " + chunk);
            rig.runMillis(20);
        }
        rig.runMillis(200);

        List<String> sent = rig.transport.sent().stream()
                .map(each -> each.isMedia() ? "frame" : each.mark())
                .toList();
        assertThat(sent).hasSize(100);
        for (int chunk = 1; chunk <= 50; chunk++) {
            assertThat(sent.indexOf("after " + chunk)).isEqualTo(2 * chunk - 1);
        }
        rig.returnMarks(0);
        assertThat(SessionRig.resultOf(rig.session.play(SessionRig.clip(1, 0)))).isNull();
    }

    @Test
    void sendsAMarkBehindAnOpenLivePlaybackThatHasNothing() {
        SessionRig rig = SessionRig.started();
        rig.session.playLive(8000);
        assertThat(rig.session.mark("m")).isTrue();
        rig.visit();

        assertThat(rig.transport.marks()).containsExactly("m");
    }

    @ParameterizedTest
    @CsvSource({"8000, 480", "8000, 1", "16000, 999", "24000, 2400", "11025, 777", "48000, 5000"})
    void keepsMarksInTheirPlaceBetweenPieces(int rateHz, int piece) {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(rateHz);
        Random random = new Random(piece);
        long written = 0;
        long[] millisBefore = new long[20];
        for (int k = 0; k < 20; k++) {
            int length = 1 + random.nextInt(2 * piece);
            live.write(new short[length]);
            written += length;
            millisBefore[k] = written * 1000 / rateHz;
            assertThat(live.mark("m" + k)).isTrue();
        }
        live.end();
        rig.runMillis(5000);

        int frames = 0;
        int next = 0;
        for (FakeTransport.Sent sent : rig.transport.sent()) {
            if (sent.isMedia()) {
                frames++;
            } else if (next < 20) {
                assertThat(sent.mark()).isEqualTo("m" + next);
                // behind the frame that its last sample is in, and no later
                assertThat(frames * 20L).isBetween(millisBefore[next], millisBefore[next] + 20);
                next++;
            }
        }
        assertThat(next).isEqualTo(20);
    }

    @Test
    void leavesTheMarkWithTheRemainderWhenNothingFollows() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        live.write(new short[500]);
        live.mark("m");
        rig.runMillis(300);

        assertThat(rig.transport.media()).hasSize(4);
        assertThat(rig.transport.marks()).containsExactly("m");
    }

    @Test
    void takesNoMoreMarksThanMayWait() {
        SessionRig rig = new SessionRig(options -> options.outbound(
                OutboundOptions.builder().maxWaitingPlaybacks(10).build()));
        LivePlayback live = rig.session.playLive(8000);
        int taken = 0;
        while (live.mark("m" + taken)) {
            taken++;
        }

        assertThat(taken).isEqualTo(9);
        assertThatIllegalArgumentException().isThrownBy(() -> live.mark("\ud800"));
        live.end();
        assertThat(live.mark("late")).isFalse();
    }

    @Test
    void refusesASecondLivePlaybackAtOnceAndSaysWhy() {
        SessionRig rig = SessionRig.started();
        LivePlayback first = rig.session.playLive(8000);
        LivePlayback second = rig.session.playLive(8000);

        assertThat(SessionRig.resultOf(second).cause()).isEqualTo(Cause.REFUSED);
        assertThat(SessionRig.resultOf(second).reason()).contains("end()");
        assertThat(second.write(new short[160])).isEqualTo(WriteResult.ENDED);
        assertThat(rig.session.findings()).extracting(Finding::kind).contains(Finding.Kind.LIVE_LEFT_OPEN);
        assertThat(first.write(new short[160])).isEqualTo(WriteResult.TAKEN);

        first.end();
        LivePlayback third = rig.session.playLive(8000);
        assertThat(third.write(new short[160])).isEqualTo(WriteResult.TAKEN);
    }

    @Test
    void sendsNoFrameBesideAnOpenLivePlayback() {
        SessionRig rig = new SessionRig(new Echo()).start();
        LivePlayback live = rig.session.playLive(8000);
        rig.session.onText(Messages.media(1));
        rig.runMillis(200);
        assertThat(rig.transport.media()).isEmpty();
        assertThat(rig.session.findings()).extracting(Finding::kind).contains(Finding.Kind.LIVE_LEFT_OPEN);
        live.end();
        rig.session.onText(Messages.media(2));
        rig.runMillis(200);

        assertThat(rig.transport.media()).hasSize(1);
    }

    @Test
    void findsALivePlaybackThatWasLeftOpen() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        live.write(new short[1600]);
        rig.session.play(SessionRig.clip(5, 0));
        rig.runMillis(1900);
        assertThat(rig.session.findings()).extracting(Finding::kind).doesNotContain(Finding.Kind.LIVE_LEFT_OPEN);
        rig.runMillis(200);

        assertThat(rig.session.findings()).extracting(Finding::kind).contains(Finding.Kind.LIVE_LEFT_OPEN);
    }

    @Test
    void findsNothingInAnOpenLivePlaybackThatKeepsNobodyWaiting() {
        SessionRig rig = SessionRig.started();
        rig.session.playLive(8000).write(new short[1600]);
        rig.runMillis(10_000);

        assertThat(rig.session.findings()).extracting(Finding::kind).doesNotContain(Finding.Kind.LIVE_LEFT_OPEN);
    }

    @Test
    void sendsTheLastFrameOfAConvertedEcho() {
        SessionRig rig = new SessionRig(new Echo());
        rig.session.onText(Messages.start("L16", 16_000));
        for (int chunk = 1; chunk <= 150; chunk++) {
            rig.session.onText(wideband(chunk, 3));
            rig.runMillis(20);
        }
        rig.runMillis(200);

        assertThat(rig.transport.media()).hasSize(150);
        assertThat(FarEnd.of(rig.transport.media()).gaps()).isZero();
    }

    @Test
    void playsNothingOldInFrontOfWhatComesAfterAPause() {
        SessionRig rig = new SessionRig(new Echo());
        rig.session.onText(Messages.start("L16", 16_000));
        for (int chunk = 1; chunk <= 50; chunk++) {
            rig.session.onText(wideband(chunk, 0x40));
            rig.runMillis(20);
        }
        rig.runMillis(2000);
        int before = rig.transport.media().size();
        for (int chunk = 51; chunk <= 60; chunk++) {
            rig.session.onText(wideband(chunk, 0));
            rig.runMillis(20);
        }
        rig.runMillis(200);

        List<FakeTransport.Sent> after =
                rig.transport.media().subList(before, rig.transport.media().size());
        assertThat(before).isEqualTo(50);
        assertThat(after)
                .hasSize(10)
                .allSatisfy(sent -> assertThat(sent.payload()).containsOnly(0xFF));
    }

    /** The shortest lead that is allowed is enough at whatever time in its 20 ms a session is visited. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 13, 19})
    void playsAtItsOwnSpeedWithTheShortestLead(int phase) {
        SessionRig rig = SessionRig.started(options -> options.outbound(
                OutboundOptions.builder().lead(Duration.ofMillis(20)).build()));
        rig.clock.advanceMillis(phase);
        rig.session.play(SessionRig.clipOfMillis(3000));
        rig.clock.advanceMillis(20 - phase);
        rig.runMillis(4000);

        List<FakeTransport.Sent> media = rig.transport.media();
        assertThat(media).hasSize(150);
        assertThat(FarEnd.of(media).gaps()).isZero();
        assertThat(media.get(149).atNanos() - media.get(0).atNanos()).isBetween(2_940_000_000L, 2_980_000_000L);
        assertThat(rig.session.statistics().underruns()).isZero();
    }
}

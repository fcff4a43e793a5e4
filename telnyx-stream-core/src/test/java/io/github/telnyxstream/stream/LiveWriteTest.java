package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing to a live playback: what it takes, and in which pieces. */
class LiveWriteTest {
    private static SessionRig linear(UnaryOperator<AcceptorOptions.Builder> options) {
        StreamSettings settings = StreamSettings.builder("wss://h/")
                .outboundFormat(MediaFormat.l16(8000))
                .build();
        return new SessionRig(
                        new RecordingListener(), options, new Expected(null, settings, null), new DirectExecutor())
                .start();
    }

    private static byte[] sent(SessionRig rig) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        rig.transport.media().forEach(sent -> all.writeBytes(sent.payload()));
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 319, 320, 321, 999})
    void takesBytesThatAreSplitAnywhere(int piece) {
        SessionRig rig = linear(options -> options);
        LivePlayback live = rig.session.playLive(8000);
        byte[] bytes = new byte[3200];
        new Random(7).nextBytes(bytes);
        for (int at = 0; at < bytes.length; at += piece) {
            assertThat(live.write(bytes, at, Math.min(piece, bytes.length - at)))
                    .isEqualTo(WriteResult.TAKEN);
        }
        live.end();
        rig.runMillis(1000);

        assertThat(sent(rig)).isEqualTo(bytes);
    }

    @Test
    void discardsHalfASampleWhenSamplesFollow() {
        SessionRig rig = linear(options -> options);
        LivePlayback live = rig.session.playLive(8000);
        live.write(new byte[] {1, 2, 3}, 0, 3);
        live.write(new short[] {0x0504}, 0, 1);
        live.write(new byte[] {6, 7}, 0, 2);
        live.end();
        rig.runMillis(100);

        assertThat(sent(rig)).startsWith(1, 2, 4, 5, 6, 7, 0, 0).hasSize(320);
    }

    @Test
    void keepsHalfASampleWhileItIsFull() {
        SessionRig rig = linear(options -> options.outbound(
                OutboundOptions.builder().maxLiveAudio(Duration.ofMillis(100)).build()));
        rig.session.play(SessionRig.clip(100, 0));
        LivePlayback live = rig.session.playLive(8000);
        live.write(new short[799], 0, 799);
        assertThat(live.write(new byte[] {1, 2, 9}, 0, 3)).isEqualTo(WriteResult.TAKEN);
        assertThat(live.write(new byte[] {8}, 0, 1)).isEqualTo(WriteResult.FULL);
        rig.runMillis(2000);
        assertThat(live.write(new byte[] {10}, 0, 1)).isEqualTo(WriteResult.TAKEN);
        live.end();
        rig.runMillis(2000);

        byte[] all = sent(rig);
        assertThat(Arrays.copyOfRange(all, all.length - 322, all.length - 316)).containsExactly(1, 2, 9, 10, 0, 0);
    }

    @Test
    void tellsFullFromEnded() {
        SessionRig rig = new SessionRig(options -> options.outbound(
                OutboundOptions.builder().maxLiveAudio(Duration.ofMillis(100)).build()));
        LivePlayback live = rig.session.playLive(8000);
        fill(live, 400);
        assertThat(live.write(new short[400])).isEqualTo(WriteResult.FULL);
        live.close();
        assertThat(live.write(new short[400])).isEqualTo(WriteResult.ENDED);
        rig.session.close();
        assertThat(live.write(new short[400])).isEqualTo(WriteResult.ENDED);
    }

    @Test
    void takesAPieceThatIsLongerThanAllThatMayWaitWhenNothingWaits() {
        SessionRig rig = linear(options -> options.outbound(
                OutboundOptions.builder().maxLiveAudio(Duration.ofMillis(100)).build()));
        LivePlayback live = rig.session.playLive(8000);
        short[] long10s = new short[80_000];
        Arrays.fill(long10s, (short) 77);
        assertThat(live.write(long10s)).isEqualTo(WriteResult.TAKEN);
        assertThat(live.write(long10s)).isEqualTo(WriteResult.FULL);
        rig.runMillis(11_000);
        assertThat(live.write(long10s)).isEqualTo(WriteResult.TAKEN);
        live.end();
        rig.runMillis(11_000);

        assertThat(sent(rig)).hasSize(2 * 160_000);
        assertThat(live.droppedSamples()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999_999, 1_000_000})
    void worksWithTheSmallestQueue(long maxNanos) {
        SessionRig rig = linear(options -> options.outbound(OutboundOptions.builder()
                .maxLiveAudio(Duration.ofNanos(maxNanos))
                .build()));
        LivePlayback live = rig.session.playLive(8000);
        assertThat(live.write(new short[0])).isEqualTo(WriteResult.TAKEN);
        assertThat(live.write(new short[0], 0, 0)).isEqualTo(WriteResult.TAKEN);
        assertThat(live.write(new byte[0], 0, 0)).isEqualTo(WriteResult.TAKEN);
        for (int k = 0; k < 100; k++) {
            assertThat(live.write(new short[160])).isEqualTo(WriteResult.TAKEN);
            rig.runMillis(20);
        }
        live.end();
        rig.runMillis(200);

        assertThat(rig.transport.media()).hasSize(100);
    }

    @Test
    void letsTheRestLeaveThoughNothingIsWrittenAgainAndAgain() {
        SessionRig rig = linear(options -> options);
        LivePlayback live = rig.session.playLive(8000);
        live.write(new short[10 * 160 + 80]);
        for (int k = 0; k < 50; k++) {
            rig.runMillis(20);
            live.write(new short[0]);
            live.write(new byte[0], 0, 0);
        }

        assertThat(rig.transport.media()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsForRoomAsLongAsItMay(boolean isBytes) throws Exception {
        SessionRig rig = new SessionRig(options -> options.outbound(
                OutboundOptions.builder().maxLiveAudio(Duration.ofMillis(100)).build()));
        LivePlayback live = rig.session.playLive(8000);
        fill(live, 800);
        CompletableFuture<WriteResult> waiting =
                CompletableFuture.supplyAsync(() -> writeWaiting(live, isBytes, Duration.ofMillis(100)));
        // before the start nothing leaves, so that the time runs out
        Eventually.until(() -> {
            rig.clock.advanceMillis(20);
            return waiting.isDone();
        });
        assertThat(Eventually.result(waiting)).isEqualTo(WriteResult.FULL);

        rig.start();
        CompletableFuture<WriteResult> taken =
                CompletableFuture.supplyAsync(() -> writeWaiting(live, isBytes, Duration.ofHours(1)));
        Eventually.until(() -> {
            rig.runMillis(20);
            return taken.isDone();
        });
        assertThat(Eventually.result(taken)).isEqualTo(WriteResult.TAKEN);
    }

    private static void fill(LivePlayback live, int samples) {
        WriteResult result = WriteResult.TAKEN;
        while (result.isTaken()) {
            result = live.write(new short[samples]);
        }
        assertThat(result).isEqualTo(WriteResult.FULL);
    }

    private static WriteResult writeWaiting(LivePlayback live, boolean isBytes, Duration atMost) {
        try {
            return isBytes ? live.write(new byte[1600], 0, 1600, atMost) : live.write(new short[800], 0, 800, atMost);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void refusesRangesOfBytesOutsideOfTheArray() {
        LivePlayback live = SessionRig.started().session.playLive(8000);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> live.write(new byte[2], 1, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> live.write(new byte[2], -1, 1));
    }
}

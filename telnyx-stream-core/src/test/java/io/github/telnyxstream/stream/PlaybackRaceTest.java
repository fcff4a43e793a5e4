package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Playing and interrupting with threads that run when they like. */
class PlaybackRaceTest {
    private static final int ROUNDS = 3000;

    private static AudioSource clip(int value) {
        short[] pcm = new short[1600];
        Arrays.fill(pcm, (short) value);
        return AudioSource.pcm(8000, pcm);
    }

    @Test
    void sendsNothingOldAfterAnInterruptionButTheFrameWhoseSendingHadBegun() throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(3);
        StreamSettings settings = StreamSettings.builder("wss://h/")
                .outboundFormat(MediaFormat.l16(8000))
                .build();
        SessionRig rig = new SessionRig(
                new RecordingListener(), options -> options, new Expected(null, settings, null), workers);
        rig.start();
        AtomicBoolean running = new AtomicBoolean(true);
        Thread ticker = new Thread(() -> {
            while (running.get()) {
                rig.visit();
            }
        });
        ticker.start();
        int[] sentAtInterruption = new int[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rig.session.play(clip(round));
            LivePlayback live = rig.session.playLive(8000);
            live.write(new short[] {(short) round});
            rig.clock.advanceMillis(round % 40);
            if (round % 3 == 0) {
                rig.session.hold();
                rig.session.resume();
            }
            rig.session.interrupt();
            sentAtInterruption[round] = rig.transport.media().size();
        }
        running.set(false);
        ticker.join();
        workers.shutdown();
        Eventually.until(workers::isTerminated);

        List<FakeTransport.Sent> media = rig.transport.media();
        assertThat(media).isNotEmpty();
        for (int k = 0; k < media.size(); k++) {
            byte[] payload = media.get(k).payload();
            int round = payload[300] & 0xFF | (payload[301] & 0xFF) << 8;
            if (round != 0) {
                assertThat(k).as("a frame of round %s", round).isLessThanOrEqualTo(sentAtInterruption[round]);
            }
        }
        assertThat(rig.transport.mostUnfinished()).isLessThanOrEqualTo(1);
    }

    /** A source that waits for another thread which uses the session. */
    private static final class Entangled implements AudioSource {
        private final EngineSession session;
        private final CountDownLatch through = new CountDownLatch(2);

        Entangled(EngineSession session) {
            this.session = session;
        }

        private void letAnotherThreadUseTheSession() {
            Thread other = new Thread(() -> {
                session.mark("m");
                session.play(clip(1));
                session.interrupt();
                through.countDown();
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public AudioSource resampledTo(int sampleRateHz) {
            letAnotherThreadUseTheSession();
            return this;
        }

        @Override
        public int read(short[] pcm, int offset, int lengthSamples) {
            return lengthSamples;
        }

        @Override
        public void close() {
            letAnotherThreadUseTheSession();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interrupted", "replaced", "ended"})
    void runsCodeOfTheApplicationUnderNoLock(String how) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(3);
        SessionRig rig =
                new SessionRig(new RecordingListener(), options -> options, new Expected(null, null, null), workers);
        rig.start();
        Entangled source = new Entangled(rig.session);
        Thread player = new Thread(() -> {
            rig.session.play(source);
            switch (how) {
                case "interrupted" -> rig.session.interrupt();
                case "replaced" -> rig.session.playNow(clip(2));
                default -> rig.session.close();
            }
        });
        player.setDaemon(true);
        player.start();

        Eventually.await(source.through);
        workers.shutdown();
    }
}

package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.CallRecorder;
import io.github.telnyxstream.stream.audio.InboundPcm;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listens beside the listener, in a session. */
class ListeningTest {
    @TempDir
    Path folder;

    private static short[] voice(int seed, int samples) {
        Random random = new Random(seed);
        short[] pcm = new short[samples];
        double smooth = 0;
        for (int k = 0; k < samples; k++) {
            smooth = 0.7 * smooth + random.nextGaussian() * 1500;
            pcm[k] = (short) Math.max(-32_000, Math.min(32_000, smooth * (1.2 + Math.sin(k / 700.0))));
        }
        return pcm;
    }

    private static byte[] encoded(short[] pcm, int frame) {
        byte[] payload = new byte[160];
        AudioCodec.of(MediaFormat.PCMU).encode(pcm, frame * 160, 160, payload, 0);
        return payload;
    }

    @Test
    void aRecorderThatRefusesIsItsOwnLoss() throws IOException {
        SessionRig rig = SessionRig.started();
        try (CallRecorder recorder = CallRecorder.create(folder.resolve("two.wav"), 8000, CallRecorder.Layout.STEREO)) {
            // another stream feeds it, at another rate
            recorder.caller(rig.clock.nanoTime(), new short[320], 16000, 0);
            recorder.us(rig.clock.nanoTime(), new short[320], 320, 16000);
            rig.session.record(recorder);
            rig.session.play(SessionRig.clip(50, 1));
            for (int chunk = 1; chunk <= 50; chunk++) {
                rig.runMillis(20);
                rig.session.onText(Messages.media(chunk));
            }
        }
        rig.runMillis(1000);

        assertThat(rig.listener.chunks()).hasSize(50);
        assertThat(rig.transport.media()).hasSize(50);
        assertThat(rig.session.statistics().listenerFailures()).isZero();
        assertThat(rig.listener.findings()).extracting(Finding::kind).containsOnlyOnce(Finding.Kind.RECORDING_ENDED);
    }

    @Test
    void recordsWhatTheCallerSaidAndWhatHeHeardOfUs() throws IOException {
        SessionRig rig = SessionRig.started();
        Path file = folder.resolve("call.wav");
        short[] caller = voice(1, 4 * 8000);
        try (CallRecorder recorder = CallRecorder.create(file, 8000, CallRecorder.Layout.STEREO)) {
            rig.session.record(recorder);
            short[] ours = new short[3 * 8000];
            java.util.Arrays.fill(ours, (short) 5000);
            for (int k = 0; k < 200; k++) {
                if (k == 50) {
                    rig.session.play(AudioSource.pcm(8000, ours));
                }
                if (k == 100) {
                    rig.session.interrupt();
                }
                rig.runMillis(20);
                rig.session.onText(Messages.media(Messages.STREAM, "inbound", k + 1, encoded(caller, k)));
            }
            rig.session.onText(Messages.stop());
        }
        int us = 0;
        int first = -1;
        short[] both;
        try (WavReader wav = WavReader.open(file)) {
            both = new short[(int) wav.lengthFrames() * 2];
            assertThat(wav.read(both, 0, both.length)).isPositive();
        }
        for (int k = 0; k < both.length / 2; k++) {
            if (both[2 * k + 1] != 0) {
                us++;
                first = first < 0 ? k : first;
            }
        }

        // a second was heard, of the three that were queued and the 160 ms more that had left
        assertThat(us).isBetween(8000 - 320, 8000 + 320);
        assertThat(first).isBetween(8000 - 320, 8000 + 320);
        assertThat(both.length / 2).isBetween(200 * 160 - 320, 200 * 160 + 320);
    }

    /** A source that hangs in a read must not keep a recording from its file. */
    @Test
    void recordsWhileEverySourceHangs() throws IOException, InterruptedException {
        Workers workers = Workers.platform(StreamClock.system());
        CountDownLatch release = new CountDownLatch(1);
        int hanging = 256;
        CountDownLatch reading = new CountDownLatch(hanging);
        for (int k = 0; k < hanging; k++) {
            workers.sources().execute(() -> {
                reading.countDown();
                try {
                    release.await();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        Eventually.await(reading);
        ManualClock clock = new ManualClock();
        Engine engine = new Engine(
                AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(Runnable::run)
                        .build(),
                workers);
        EngineSession session = SessionRig.session(
                engine, new Expected(null, null, null), new FakeTransport(clock), new RecordingListener());
        session.onText(Messages.start());
        Path file = folder.resolve("hanging.wav");
        try (CallRecorder recorder = CallRecorder.create(file, 8000, CallRecorder.Layout.STEREO)) {
            session.record(recorder);
            long empty = Files.size(file);
            AtomicInteger chunk = new AtomicInteger();
            // a thread that is late finds less to write: the call goes on until it does
            Eventually.until(() -> {
                clock.advanceMillis(20);
                session.onText(Messages.media(chunk.incrementAndGet()));
                return Files.size(file) > empty;
            });
        } finally {
            release.countDown();
            workers.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void guardsAgainstOurOwnVoice(EchoGuard guard) {
        SessionRig rig = SessionRig.started(options ->
                options.inbound(InboundOptions.builder().echoGuard(guard).build()));
        short[] ours = voice(2, 6 * 8000);
        rig.session.play(AudioSource.pcm(8000, ours));
        int brought = 0;
        for (int k = 0; k < 200; k++) {
            rig.runMillis(20);
            List<FakeTransport.Sent> sent = rig.transport.media();
            // the line brings back what is being heard now: frame by frame, 60 ms later
            byte[] payload =
                    k < 3 ? encoded(new short[160], 0) : bytes(sent.get(k - 3).payload());
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", ++brought, payload));
        }
        List<MediaFrame> frames = rig.listener.frames();
        long echoes = frames.stream().filter(MediaFrame::isEcho).count();
        long silent = frames.stream()
                .skip(20)
                .filter(frame -> IntStream.range(0, 160).allMatch(k -> frame.pcm()[k] == 0))
                .count();

        switch (guard) {
            case OFF -> assertThat(echoes).isZero();
            case MARK -> {
                assertThat(echoes).isGreaterThan(170);
                assertThat(silent).isZero();
            }
            case MUTE, HALF_DUPLEX -> {
                assertThat(echoes).isGreaterThan(170);
                assertThat(silent).isGreaterThan(165);
            }
        }
        assertThat(rig.listener.findings())
                .containsExactly(new Finding(
                        Finding.Kind.OWN_VOICE,
                        "half a second of what came was what we had just sent; the echo guard is " + guard));
    }

    private static byte[] bytes(byte[] payload) {
        return payload.clone();
    }

    @ParameterizedTest
    @EnumSource
    void takesACallerWhoSpeaksAtTheSameTimeForNoEcho(EchoGuard guard) {
        SessionRig rig = SessionRig.started(options ->
                options.inbound(InboundOptions.builder().echoGuard(guard).build()));
        rig.session.play(AudioSource.pcm(8000, voice(3, 40 * 8000)));
        short[] caller = voice(4, 1500 * 160);
        for (int k = 0; k < 1500; k++) {
            rig.runMillis(20);
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", k + 1, encoded(caller, k)));
        }

        assertThat(rig.listener.findingKinds()).doesNotContain(Finding.Kind.OWN_VOICE);
    }

    /** What an application gives back is like what comes for a better reason than the other way round. */
    @Test
    void takesACallerWhoIsEchoedForNoEcho() {
        SessionRig rig = SessionRig.started();
        rig.session.play(AudioSource.pcm(8000, voice(3, 8000)));
        for (int k = 0; k < 500; k++) {
            rig.runMillis(20);
            // a tone is like itself at every delay
            short[] tone = new short[160];
            for (int n = 0; n < 160; n++) {
                tone[n] = (short) (8000 * Math.sin(2 * Math.PI * 400 * (k * 160 + n) / 8000));
            }
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", k + 1, encoded(tone, 0)));
            rig.session.send(rig.listener.frames().get(k));
        }

        assertThat(rig.listener.findings()).isEmpty();
    }

    @Test
    void findsOurOwnVoiceInEverySessionAFewAtATime() {
        SessionRig rig = SessionRig.started();
        List<EchoingLine> lines = IntStream.range(0, 3 * OwnVoiceCheck.MOST_LOOKS)
                .mapToObj(k -> new EchoingLine(rig, k))
                .toList();
        for (int k = 0; k < 80; k++) {
            rig.clock.advanceMillis(20);
            lines.forEach(EchoingLine::bringBack);
        }
        assertThat(lines).filteredOn(EchoingLine::isFound).hasSizeBetween(1, 2 * OwnVoiceCheck.MOST_LOOKS);
        for (int k = 0; k < 300; k++) {
            rig.clock.advanceMillis(20);
            lines.forEach(EchoingLine::bringBack);
        }
        assertThat(lines).allMatch(EchoingLine::isFound);
        assertThat(rig.engine.echoLooks().availablePermits()).isEqualTo(OwnVoiceCheck.MOST_LOOKS);
    }

    @Test
    void whoLooksForOurVoiceInVainLetsOthersLook() {
        SessionRig rig = SessionRig.started();
        rig.session.play(AudioSource.pcm(8000, voice(3, 8 * 8000)));
        short[] caller = voice(4, 60 * 160);
        for (int k = 0; k < 60; k++) {
            rig.runMillis(20);
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", k + 1, encoded(caller, k)));
        }
        assertThat(rig.engine.echoLooks().availablePermits()).isEqualTo(OwnVoiceCheck.MOST_LOOKS - 1);

        // the call is held, and nothing comes
        rig.runMillis(4000);
        assertThat(rig.engine.echoLooks().availablePermits()).isEqualTo(OwnVoiceCheck.MOST_LOOKS);
    }

    @Test
    void whoLooksForOurVoiceWhenTheStreamEndsLetsOthersLook() {
        SessionRig rig = SessionRig.started();
        rig.session.play(AudioSource.pcm(8000, voice(3, 8 * 8000)));
        short[] caller = voice(4, 60 * 160);
        for (int k = 0; k < 60; k++) {
            rig.runMillis(20);
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", k + 1, encoded(caller, k)));
        }
        assertThat(rig.engine.echoLooks().availablePermits()).isEqualTo(OwnVoiceCheck.MOST_LOOKS - 1);

        rig.session.onText(Messages.stop());
        rig.visit();
        assertThat(rig.engine.echoLooks().availablePermits()).isEqualTo(OwnVoiceCheck.MOST_LOOKS);
    }

    /** A session of an engine whose every frame comes back at once, as the line was seen to do. */
    private static final class EchoingLine {
        private final FakeTransport transport;
        private final EngineSession session;
        private final RecordingListener listener = new RecordingListener();
        private final SessionRig rig;
        private int brought;

        EchoingLine(SessionRig rig, int seed) {
            this.rig = rig;
            this.transport = new FakeTransport(rig.clock);
            this.session = SessionRig.session(rig.engine, new Expected(null, null, null), transport, listener);
            session.onText(Messages.start());
            session.play(AudioSource.pcm(8000, voice(seed, 12 * 8000)));
        }

        void bringBack() {
            session.tick(rig.clock.nanoTime());
            byte[] payload = transport.media().get(brought).payload();
            session.onText(Messages.media(Messages.STREAM, "inbound", ++brought, payload));
        }

        boolean isFound() {
            return listener.findingKinds().contains(Finding.Kind.OWN_VOICE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HALF_DUPLEX")
    void leavesTheCallerAlone(EchoGuard guard) {
        SessionRig rig = SessionRig.started(options ->
                options.inbound(InboundOptions.builder().echoGuard(guard).build()));
        rig.session.play(AudioSource.pcm(8000, voice(3, 6 * 8000)));
        short[] caller = voice(4, 200 * 160);
        for (int k = 0; k < 200; k++) {
            rig.runMillis(20);
            rig.session.onText(Messages.media(Messages.STREAM, "inbound", k + 1, encoded(caller, k)));
        }

        assertThat(rig.listener.frames().stream().filter(MediaFrame::isEcho).count())
                .isLessThan(5);
    }

    @Test
    void isHalfDuplexUntilTheTailIsOver() {
        SessionRig rig = SessionRig.started(options -> options.inbound(
                InboundOptions.builder().echoGuard(EchoGuard.HALF_DUPLEX).build()));
        rig.session.play(SessionRig.clipOfMillis(400));
        for (int k = 0; k < 100; k++) {
            rig.runMillis(20);
            rig.session.onText(Messages.media(k + 1));
        }

        List<Long> echoes = rig.listener.frames().stream()
                .filter(MediaFrame::isEcho)
                .map(MediaFrame::chunk)
                .toList();
        // 400 ms and a tail of 300
        assertThat(echoes).startsWith(1L, 2L, 3L);
        assertThat(echoes.size()).isBetween(33, 37);
        assertThat(echoes).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void hearsTheCallersTrackOnly() throws Exception {
        SessionRig rig = SessionRig.started();
        Path file = folder.resolve("call.wav");
        InboundPcm pcm = rig.session.inboundPcm(8000);
        try (CallRecorder recorder = CallRecorder.create(file, 8000, CallRecorder.Layout.STEREO)) {
            rig.session.record(recorder);
            for (int chunk = 1; chunk <= 10; chunk++) {
                rig.runMillis(20);
                rig.session.onText(Messages.media("inbound", chunk));
                rig.session.onText(Messages.media("outbound", chunk));
            }
            rig.session.onText(Messages.stop());
        }

        assertThat(pcm.read(new short[10_000], 0, 10_000)).isEqualTo(10 * 160);
        try (WavReader wav = WavReader.open(file)) {
            assertThat(wav.lengthFrames()).isEqualTo(10 * 160);
        }
    }

    @Test
    void letsTheCallersAudioBePulled() throws InterruptedException {
        SessionRig rig = SessionRig.started();
        InboundPcm pcm = rig.session.inboundPcm(16_000);
        for (int k = 1; k <= 10; k++) {
            rig.session.onText(Messages.media(k));
        }
        rig.session.onText(Messages.stop());
        short[] samples = new short[10_000];
        int read = pcm.read(samples, 0, 10_000);

        assertThat(read).isBetween(3000, 3200);
        assertThat(pcm.read(samples, 0, 1)).isEqualTo(-1);
        assertThat(rig.session.inboundPcm(8000).read(samples, 0, 1)).isEqualTo(-1);
    }
}

package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads do everything at once to one session; whatever the interleaving, the promises hold. */
class EngineStressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 400;

    /** Notices callbacks that overlap and callbacks after the last one. */
    private static final class Watchful extends RecordingListener {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            if (inside.getAndIncrement() != 0 || terminalCalls() != 0) {
                wrong.incrementAndGet();
            }
            super.onMedia(session, frame);
            inside.decrementAndGet();
        }

        @Override
        public void onClosed(StreamSession session, StreamEnd end) {
            if (inside.getAndIncrement() != 0) {
                wrong.incrementAndGet();
            }
            super.onClosed(session, end);
            inside.decrementAndGet();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsItsPromisesWhateverHappensAtOnce(long seed) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        Watchful listener = new Watchful();
        SessionRig rig = new SessionRig(
                listener,
                // the manual clock runs as fast as it can: no time-out may be taken for a failure
                options -> options.listenerExecutor(workers)
                        .inbound(InboundOptions.builder().maxWaitingFrames(20).build())
                        .outbound(OutboundOptions.builder()
                                .maxWaitingPlaybacks(50)
                                .build())
                        .sendTimeout(Duration.ofHours(1))
                        .silentPeerTimeout(Duration.ZERO),
                new Expected(null, null, null),
                workers);
        rig.start();
        Map<Playback, AtomicInteger> completions = new ConcurrentHashMap<>();
        AtomicBoolean running = new AtomicBoolean(true);
        List<Thread> threads = new ArrayList<>();
        for (int k = 0; k < THREADS; k++) {
            Random random = new Random(seed * 31 + k);
            threads.add(new Thread(() -> act(rig.session, random, completions)));
        }
        Thread socket = new Thread(() -> speak(rig, new Random(seed), running));
        Thread ticker = new Thread(() -> {
            while (running.get()) {
                rig.clock.advanceMillis(1);
                rig.visit();
            }
        });
        threads.forEach(Thread::start);
        socket.start();
        ticker.start();
        for (Thread thread : threads) {
            thread.join();
        }
        if (seed % 2 == 0) {
            rig.session.close();
        } else {
            rig.session.onClose(1000, "");
        }
        running.set(false);
        socket.join();
        ticker.join();
        Eventually.until(() -> rig.engine.sessions().isEmpty());
        Eventually.until(() -> completions.values().stream().allMatch(times -> times.get() > 0));
        workers.shutdown();

        assertThat(listener.terminalCalls()).isEqualTo(1);
        assertThat(listener.calls().get(listener.calls().size() - 1)).startsWith("closed");
        assertThat(listener.wrong.get()).isZero();
        assertThat(completions.keySet()).isNotEmpty().noneMatch(Playback::isActive);
        assertThat(completions.values()).allMatch(times -> times.get() == 1);
        // none at all where the session was over before the first frame was due
        assertThat(rig.transport.mostUnfinished()).isLessThanOrEqualTo(1);
        assertThat(listener.chunks()).isSorted().doesNotHaveDuplicates();
        assertThat(rig.session.statistics().listenerFailures()).isZero();
    }

    private static void act(EngineSession session, Random random, Map<Playback, AtomicInteger> completions) {
        for (int round = 0; round < ROUNDS; round++) {
            switch (random.nextInt(14)) {
                case 0 -> session.interrupt();
                case 8 -> session.hold();
                case 9 -> session.resume();
                case 10 -> session.discard();
                case 11 -> count(session.playNow(SessionRig.clip(random.nextInt(30), round)), completions);
                case 12 ->
                    count(
                            session.play(
                                    SessionRig.clip(random.nextInt(10), round), PlaybackOptions.protectedFromBargeIn()),
                            completions);
                case 13 -> completions.keySet().forEach(Playback::position);
                case 1 -> session.mark("m" + random.nextInt(5));
                case 2 -> {
                    LivePlayback live = session.playLive(8000);
                    count(live, completions);
                    int samples = random.nextInt(2000);
                    live.write(new short[samples], 0, samples);
                    live.mark("in between");
                    live.write(new byte[samples], 0, samples);
                    live.end();
                }
                case 3 -> session.statistics();
                default -> count(session.play(SessionRig.clip(random.nextInt(30), round)), completions);
            }
        }
    }

    private static void count(Playback playback, Map<Playback, AtomicInteger> completions) {
        AtomicInteger times = new AtomicInteger();
        completions.put(playback, times);
        playback.result().thenAccept(result -> times.incrementAndGet());
    }

    /** The peer: frames, keys, nonsense, and every mark comes back. */
    private static void speak(SessionRig rig, Random random, AtomicBoolean running) {
        int marks = 0;
        long chunk = 1;
        while (running.get()) {
            marks = rig.returnMarks(marks);
            switch (random.nextInt(10)) {
                case 0 -> rig.session.onText(Messages.dtmf('1'));
                case 1 -> rig.session.onText("nonsense");
                case 2 -> rig.session.onBinary(1);
                default -> rig.session.onText(Messages.media(chunk++));
            }
        }
    }

    @Test
    void closesFromManyThreadsOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            ExecutorService workers = Executors.newFixedThreadPool(2);
            SessionRig rig = new SessionRig(
                    new RecordingListener(),
                    options -> options.listenerExecutor(workers),
                    new Expected(null, null, null),
                    workers);
            rig.start();
            Playback playback = rig.session.play(SessionRig.clip(20, 0));
            List<Thread> threads = List.of(
                    new Thread(rig.session::close),
                    new Thread(() -> rig.session.onText(Messages.stop())),
                    new Thread(() -> rig.session.onClose(1006, "")),
                    new Thread(rig.session::interrupt),
                    new Thread(rig.engine::close));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            Eventually.until(() ->
                    rig.listener.terminalCalls() > 0 && rig.engine.sessions().isEmpty());
            Eventually.until(() -> rig.transport.closeCodes().size() + rig.transport.aborts() > 0);

            assertThat(rig.listener.terminalCalls()).isEqualTo(1);
            assertThat(SessionRig.resultOf(playback)).isNotNull();
            workers.shutdown();
        }
    }
}

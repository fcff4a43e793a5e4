package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.Eventually;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SessionListenerTest {
    /** Throws from everything. */
    private static final class Thrower extends RecordingListener {
        @Override
        public void onStart(StreamSession session, StartEvent event) {
            super.onStart(session, event);
            throw new IllegalStateException("start");
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            super.onMedia(session, frame);
            throw new AssertionError("media");
        }

        @Override
        public void onProtocolProblem(StreamSession session, ProtocolProblem problem) {
            super.onProtocolProblem(session, problem);
            throw new IllegalStateException("problem");
        }

        @Override
        public void onClosed(StreamSession session, StreamEnd end) {
            super.onClosed(session, end);
            throw new IllegalStateException("closed");
        }
    }

    @Test
    void goesOnWhenTheListenerThrows() {
        SessionRig rig = new SessionRig(new Thrower()).start();
        rig.session.onText(Messages.media(1));
        rig.session.onText("broken");
        rig.session.onText(Messages.media(2));
        rig.session.onText(Messages.stop());

        assertThat(rig.listener.calls())
                .containsExactly(
                        "connected",
                        "start",
                        "media 1",
                        "problem MALFORMED_MESSAGE",
                        "media 2",
                        "stop",
                        "closed STOPPED");
        assertThat(rig.session.statistics().listenerFailures()).isEqualTo(5);
        assertThat(rig.engine.sessions()).isEmpty();
    }

    @Test
    void goesOnWhenWhatWaitsForAPlaybackThrows() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(1, 0)).result().thenAccept(result -> {
            throw new IllegalStateException("mine");
        });
        rig.visit();
        rig.returnMarks(0);
        rig.session.onText(Messages.media(1));

        assertThat(rig.listener.chunks()).containsExactly(1L);
    }

    @Test
    void keepsABlockingListenersDamageToItsOwnCall() throws InterruptedException {
        ExecutorService listeners = Executors.newCachedThreadPool();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RecordingListener blocking = new RecordingListener() {
            @Override
            public void onDtmf(StreamSession session, DtmfEvent event) {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                super.onDtmf(session, event);
            }
        };
        try {
            SessionRig blocked = new SessionRig(
                            blocking,
                            options -> options.listenerExecutor(listeners)
                                    .inbound(InboundOptions.builder()
                                            .maxWaitingFrames(10)
                                            .build()))
                    .start();
            SessionRig other = new SessionRig(options -> options.listenerExecutor(listeners)).start();
            blocked.session.onText(Messages.dtmf('1'));
            Eventually.await(entered);

            for (long chunk = 1; chunk <= 30; chunk++) {
                blocked.session.onText(Messages.media(chunk));
            }
            blocked.session.onText(Messages.dtmf('2'));
            blocked.session.play(SessionRig.clip(2, 0));
            blocked.visit();
            assertThat(blocked.transport.media()).hasSize(2);

            other.session.onText(Messages.media(1));
            Eventually.until(() -> other.listener.frames().size() == 1);
            assertThat(blocking.frames()).isEmpty();

            release.countDown();
            Eventually.until(() -> blocking.calls().contains("dtmf 2"));
            assertThat(blocking.chunks()).isEqualTo(List.of(21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L, 30L));
            assertThat(blocking.frames().get(0).lostBefore()).isEqualTo(20);
            assertThat(blocking.frames()).extracting(MediaFrame::lostBefore).endsWith(0, 0, 0);
            assertThat(blocked.session.statistics().framesDropped()).isEqualTo(20);
        } finally {
            release.countDown();
            listeners.shutdown();
        }
    }

    @Test
    void keepsAtMostFiftyReportsWaiting() {
        StepExecutor later = new StepExecutor();
        SessionRig rig = new SessionRig(options -> options.listenerExecutor(later));
        rig.start();
        for (int k = 0; k < 500; k++) {
            rig.session.onText("broken");
        }
        later.runAll();
        assertThat(rig.listener.problems()).hasSize(ProtocolProblem.MAX_WAITING);
        assertThat(rig.session.statistics().protocolProblems()).isEqualTo(500);

        rig.session.onText("broken");
        later.runAll();

        assertThat(rig.listener.problems()).hasSize(ProtocolProblem.MAX_WAITING + 1);
    }

    /** With an executor that runs inline, the application may still take its own lock and call back into the session. */
    @Test
    void holdsNoLockWhileTheApplicationRuns() throws InterruptedException {
        Object lock = new Object();
        CountDownLatch inCallback = new CountDownLatch(1);
        CountDownLatch locked = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener() {
            @Override
            public void onDtmf(StreamSession session, DtmfEvent event) {
                inCallback.countDown();
                try {
                    locked.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
                synchronized (lock) {
                    super.onDtmf(session, event);
                }
            }
        };
        SessionRig rig = new SessionRig(listener).start();
        Playback playback = rig.session.play(SessionRig.clip(100, 0));
        rig.visit();
        Thread socket = new Thread(() -> rig.session.onText(Messages.dtmf('1')));
        Thread application = new Thread(() -> {
            synchronized (lock) {
                locked.countDown();
                rig.session.statistics();
                rig.session.interrupt();
                rig.session.play(SessionRig.clip(1, 0));
            }
        });
        socket.start();
        Eventually.await(inCallback);
        application.start();
        Eventually.ended(application);
        Eventually.ended(socket);

        assertThat(application.isAlive()).isFalse();
        assertThat(socket.isAlive()).isFalse();
        assertThat(listener.calls()).endsWith("dtmf 1");
        assertThat(playback.isActive()).isFalse();
    }

    @Test
    void completesAPlaybackBetweenTheCallbacksAroundIt() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(1, 0)).result().thenAccept(result -> rig.session.onText(Messages.dtmf('9')));
        rig.visit();
        rig.session.onText(Messages.dtmf('1'));
        rig.returnMarks(0);
        rig.session.onText(Messages.dtmf('2'));

        assertThat(rig.listener.calls()).endsWith("dtmf 1", "dtmf 9", "dtmf 2");
    }
}

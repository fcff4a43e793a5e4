package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionEndTest {
    @Test
    void endsWithTheStopAndClosesTheSocket() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.stop());

        assertThat(rig.listener.calls()).containsExactly("connected", "start", "stop", "closed STOPPED");
        assertThat(rig.transport.closeCodes()).containsExactly(1000);
        assertThat(rig.transport.aborts()).isZero();
        assertThat(rig.engine.sessions()).isEmpty();
    }

    @Test
    void ignoresWhatComesAfterTheStop() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.stop());
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.start());
        rig.session.onText("broken");
        rig.session.onBinary(3);
        rig.session.onText(Messages.stop());
        rig.session.onClose(1006, "");
        rig.session.onError(new IOException("late"));
        rig.runMillis(100_000);

        assertThat(rig.listener.calls()).containsExactly("connected", "start", "stop", "closed STOPPED");
        assertThat(rig.session.statistics().protocolProblems()).isZero();
    }

    /** The only moment in which two threads can both believe that they are the first: when the end looks at the clock. */
    @Test
    void endsOnceWhenASecondEndComesInTheMidstOfTheFirst() {
        AtomicReference<Runnable> inTheMidst = new AtomicReference<>(() -> {});
        StreamClock clock = new StreamClock() {
            @Override
            public long nanoTime() {
                inTheMidst.getAndSet(() -> {}).run();
                return 1_000_000_000;
            }

            @Override
            public void parkUntil(long deadlineNanos) {
                throw new AssertionError("no thread is to wait");
            }

            @Override
            public boolean tryCallAt(long deadlineNanos, Runnable task) {
                return true;
            }
        };
        SessionRig rig = SessionRig.started(options -> options.clock(clock));
        inTheMidst.set(() -> rig.session.onClose(1006, ""));
        rig.session.close();

        assertThat(rig.listener.calls()).containsExactly("connected", "start", "failed CONNECTION_LOST");
        assertThat(rig.transport.aborts()).isEqualTo(1);
        assertThat(rig.transport.closeCodes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1005})
    void closesWhenTheSocketIsClosedInOrderWithoutAStop(int code) {
        SessionRig rig = SessionRig.started();
        rig.session.onClose(code, "bye");
        rig.session.onClose(1006, "");

        assertThat(rig.listener.ends()).containsExactly(new StreamEnd(StreamEnd.Kind.CLOSED_BY_PEER, code, "bye"));
        assertThat(rig.listener.terminalCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1006, 1002, 1011, 4000, -1})
    void failsWhenTheSocketIsClosedOtherwise(int code) {
        SessionRig rig = SessionRig.started();
        rig.session.onClose(code, "");
        rig.session.onClose(1000, "");

        assertThat(rig.listener.calls()).endsWith("failed CONNECTION_LOST");
        assertThat(rig.listener.failures().get(0).message()).contains(String.valueOf(code));
        assertThat(rig.listener.terminalCalls()).isEqualTo(1);
    }

    @Test
    void survivesAServerThatGivesNoReason() {
        SessionRig rig = SessionRig.started();
        String none = System.getProperty("there.is.no.such.property");
        rig.session.onClose(1000, none);

        assertThat(rig.listener.ends()).containsExactly(new StreamEnd(StreamEnd.Kind.CLOSED_BY_PEER, 1000, ""));
    }

    @Test
    void failsWhenTheSocketBreaks() {
        SessionRig rig = SessionRig.started();
        IOException cause = new IOException("reset");
        rig.session.onError(cause);

        assertThat(rig.listener.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).isSameAs(cause))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(StreamFailure.Kind.TRANSPORT_ERROR));
        assertThat(rig.transport.aborts()).isEqualTo(1);
    }

    @Test
    void passesOnWhatWaitedForAMissingFrameBeforeTheEnd() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.onText(Messages.media(3));
        rig.session.onClose(1000, "");

        assertThat(rig.listener.calls()).endsWith("media 1", "media 3", "closed CLOSED_BY_PEER");
        assertThat(rig.listener.frames().get(1).lostBefore()).isEqualTo(1);
    }

    @Test
    void closesOnceWhenTheApplicationSaysSo() {
        SessionRig rig = SessionRig.started();
        rig.session.close();
        rig.session.close();
        rig.session.onClose(1000, "");

        assertThat(rig.listener.calls()).endsWith("closed CLOSED_BY_APPLICATION");
        assertThat(rig.listener.terminalCalls()).isEqualTo(1);
        assertThat(rig.transport.closeCodes()).containsExactly(1000);
    }

    @Test
    void abortsASocketThatDoesNotCloseInTime() {
        SessionRig rig = SessionRig.started();
        rig.session.close();
        rig.runMillis(5000);
        assertThat(rig.transport.aborts()).isZero();

        rig.runMillis(40);
        rig.session.onClose(1006, "");

        assertThat(rig.transport.aborts()).isEqualTo(1);
        assertThat(rig.listener.calls()).endsWith("closed CLOSED_BY_APPLICATION");
    }

    @Test
    void leavesASocketAloneThatClosesInTime() {
        SessionRig rig = SessionRig.started();
        rig.session.close();
        rig.runMillis(1000);
        rig.session.onClose(1000, "");
        rig.runMillis(60_000);

        assertThat(rig.transport.aborts()).isZero();
    }

    @Test
    void canBeClosedFromACallback() {
        SessionRig rig = new SessionRig(new RecordingListener() {
            @Override
            public void onDtmf(StreamSession session, io.github.telnyxstream.stream.event.DtmfEvent event) {
                super.onDtmf(session, event);
                session.close();
            }
        });
        rig.start();
        rig.session.onText(Messages.dtmf('#'));
        rig.session.onText(Messages.dtmf('1'));

        assertThat(rig.listener.calls()).endsWith("start", "dtmf #", "closed CLOSED_BY_APPLICATION");
    }

    @Test
    void failsWhatWasPlayingAndSaysHowMuchWasHeard() {
        SessionRig rig = SessionRig.started();
        Playback playing = rig.session.play(SessionRig.clipOfMillis(5000));
        Playback waiting = rig.session.play(SessionRig.clipOfMillis(5000));
        rig.visit();
        rig.runMillis(1000);
        List<String> order = new ArrayList<>();
        playing.result().thenAccept(result -> order.add("result after " + rig.listener.terminalCalls()));
        rig.session.onClose(1006, "");

        PlaybackResult result = SessionRig.resultOf(playing);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.heard().toMillis()).isBetween(980L, 1020L);
        assertThat(result.reason()).contains("1006");
        assertThat(SessionRig.resultOf(waiting).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(SessionRig.resultOf(waiting).heard()).isZero();
        assertThat(order).containsExactly("result after 0");
    }

    @Test
    void takesNothingAfterTheEndAndSaysSo() {
        SessionRig rig = SessionRig.started();
        rig.session.onText(Messages.media(1));
        rig.session.close();
        int sent = rig.transport.sent().size();

        Playback late = rig.session.play(SessionRig.clip(3, 0));
        LivePlayback live = rig.session.playLive(8000);
        assertThat(late.isActive()).isFalse();
        assertThat(SessionRig.resultOf(late).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(SessionRig.resultOf(late).reason()).isEqualTo("the session has ended");
        assertThat(live.write(new short[160], 0, 160)).isEqualTo(WriteResult.ENDED);
        live.end();
        assertThat(rig.session.send(rig.listener.frames().get(0))).isFalse();
        assertThat(rig.session.mark("m")).isFalse();
        assertThat(rig.session.interrupt()).isFalse();
        rig.runMillis(1000);
        assertThat(rig.transport.sent()).hasSize(sent);
    }

    @Test
    void keepsItsLastCallWhenTheListenerExecutorRefuses() {
        SessionRig rig = new SessionRig(options -> options.listenerExecutor(task -> {
            throw new RejectedExecutionException("shut down");
        }));
        rig.start();
        rig.session.close();

        assertThat(rig.listener.calls()).containsExactly("connected", "start", "closed CLOSED_BY_APPLICATION");
        assertThat(rig.engine.sessions()).isEmpty();
    }
}

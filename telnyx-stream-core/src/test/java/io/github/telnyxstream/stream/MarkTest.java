package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.ProtocolProblem.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MarkTest {
    @Test
    void sendsAMarkAtOnceWhenNothingIsQueued() {
        SessionRig rig = SessionRig.started();
        assertThat(rig.session.mark("m")).isTrue();
        rig.visit();
        rig.session.onText(Messages.mark("m"));

        assertThat(rig.transport.marks()).containsExactly("m");
        assertThat(rig.listener.calls()).endsWith("mark m PLAYED");
    }

    @Test
    void sendsAMarkBehindWhatWasQueuedBefore() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(50, 0));
        rig.session.mark("after the first");
        rig.session.play(SessionRig.clip(2, 0));
        rig.visit();
        rig.runMillis(1200);

        assertThat(rig.transport.sent())
                .extracting(sent -> sent.isMedia() ? "." : sent.mark())
                .hasSize(55)
                .startsWith(".", ".")
                .endsWith(".", "playback-1", "after the first", ".", ".", "playback-2");
    }

    @Test
    void reportsUnsentMarksAtAnInterruptionAtOnce() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(100, 0));
        rig.session.mark("m");
        rig.visit();
        rig.session.interrupt();

        assertThat(rig.listener.calls()).endsWith("mark m INTERRUPTED");
        rig.runMillis(3000);
        assertThat(rig.transport.marks()).isEmpty();
    }

    @Test
    void reportsMarksThatAClearBringsBackAsInterrupted() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clip(5, 0));
        rig.session.mark("before");
        rig.visit();
        rig.session.interrupt();
        rig.session.mark("after");
        rig.visit();
        assertThat(rig.transport.marks()).containsExactly("playback-1", "before", "after");
        rig.returnMarks(0);

        assertThat(rig.listener.calls()).endsWith("mark before INTERRUPTED", "mark after PLAYED");
        assertThat(rig.listener.problems()).isEmpty();
    }

    @Test
    void tellsMarksOfTheSameNameApartByTheirOrder() {
        SessionRig rig = SessionRig.started();
        rig.session.mark("playback-1");
        Playback playback = rig.session.play(SessionRig.clip(2, 0));
        rig.session.mark("playback-1");
        rig.visit();
        assertThat(rig.transport.marks()).containsExactly("playback-1", "playback-1", "playback-1");

        rig.session.onText(Messages.mark("playback-1"));
        assertThat(rig.listener.calls()).endsWith("mark playback-1 PLAYED");
        assertThat(playback.isActive()).isTrue();
        rig.session.onText(Messages.mark("playback-1"));
        assertThat(SessionRig.resultOf(playback).outcome()).isEqualTo(Outcome.PLAYED);
        rig.session.onText(Messages.mark("playback-1"));

        assertThat(rig.listener.calls())
                .filteredOn(call -> call.equals("mark playback-1 PLAYED"))
                .hasSize(2);
        assertThat(rig.listener.problems()).isEmpty();
    }

    @Test
    void reportsAMarkThatWasNeverSentAndOneThatComesTwice() {
        SessionRig rig = SessionRig.started();
        rig.session.mark("m");
        rig.visit();
        rig.session.onText(Messages.mark("never"));
        rig.session.onText(Messages.mark("m"));
        rig.session.onText(Messages.mark("m"));

        assertThat(rig.listener.problemKinds()).containsExactly(Kind.MARK_MISMATCH, Kind.MARK_MISMATCH);
        assertThat(rig.listener.calls())
                .filteredOn(call -> call.startsWith("mark"))
                .hasSize(1);
    }

    @Test
    void failsAPlaybackWhoseMarkNeverComesBack() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(SessionRig.clipOfMillis(1000));
        rig.visit();
        rig.runMillis(10_980);
        assertThat(playback.isActive()).isTrue();
        rig.runMillis(40);

        PlaybackResult result = SessionRig.resultOf(playback);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.heard()).isEqualTo(Duration.ofSeconds(1));
        assertThat(result.reason()).contains("mark");
        assertThat(rig.listener.problemKinds()).contains(Kind.MARK_MISMATCH);
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void refusesTooManyMarksBeforeTheStartAndAfterIt() {
        SessionRig rig = new SessionRig(options -> options.outbound(
                OutboundOptions.builder().maxWaitingPlaybacks(10).build()));
        int taken = 0;
        for (int k = 0; k < 100; k++) {
            taken += rig.session.mark("m" + k) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(10);
        rig.start();
        rig.visit();
        assertThat(rig.transport.marks()).hasSize(10);
        assertThat(rig.session.mark("more")).isFalse();

        rig.returnMarks(0);

        assertThat(rig.session.mark("more")).isTrue();
    }

    @Test
    void refusesTooManyPlaybacks() {
        SessionRig rig = new SessionRig(options -> options.outbound(
                OutboundOptions.builder().maxWaitingPlaybacks(10).build()));
        int refused = 0;
        for (int k = 0; k < 100; k++) {
            Playback playback = rig.session.play(SessionRig.clip(0, 0));
            refused += playback.isActive() ? 0 : 1;
            assertThat(playback.isActive()
                            || SessionRig.resultOf(playback).reason().contains("wait already"))
                    .isTrue();
        }

        assertThat(refused).isEqualTo(90);
    }

    @Test
    void refusesNamesThatNoMessageCanCarry() {
        SessionRig rig = SessionRig.started();

        assertThat(rig.session.mark("x".repeat(1000))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.session.mark("x".repeat(1001)))
                .withMessageContaining("1001");
        assertThatIllegalArgumentException().isThrownBy(() -> rig.session.mark("half a pair \uD83D"));
        rig.visit();
        assertThat(rig.transport.marks()).hasSize(1);
    }

    @Test
    void bringsBackAnyText() {
        SessionRig rig = SessionRig.started();
        String name = "\"}}\\ \n\u0000 é☎\uD83D\uDCDE";
        rig.session.mark(name);
        rig.visit();
        String escaped = rig.transport.marks().get(0);
        rig.session.onText(Messages.mark(escaped));

        assertThat(rig.listener.calls()).endsWith("mark " + name + " PLAYED");
    }

    /** Else it would also be remembered for ever, and with it every frame behind it. */
    @Test
    void sendsAMarkThatHasComeBackNotAgainAfterAHold() {
        SessionRig rig = SessionRig.started();
        rig.session.mark("a");
        rig.session.onText(Messages.mark("a"));
        rig.session.play(SessionRig.clip(20, 100));
        rig.runMillis(100);
        rig.session.hold();
        rig.session.resume();
        rig.runMillis(1_000);

        assertThat(rig.transport.marks()).containsOnlyOnce("a");
        assertThat(rig.listener.calls()).containsOnlyOnce("mark a PLAYED");
    }
}

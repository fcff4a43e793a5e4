package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignsOfLifeTest {
    @Test
    void pingsAQuietStreamOftenEnoughForAProxyThatCutsAfterAMinute() {
        SessionRig rig = SessionRig.started();
        for (int minute = 1; minute <= 10; minute++) {
            rig.runMillis(30_000);
            rig.session.onSignOfLife();
            rig.runMillis(30_000);
            rig.session.onSignOfLife();
            assertThat(rig.transport.pings()).isGreaterThanOrEqualTo(2L * minute);
        }
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void pingsBeforeTheStreamHasStarted() {
        SessionRig rig = new SessionRig(options -> options.pingInterval(Duration.ofSeconds(3)));
        rig.runMillis(3_020);

        assertThat(rig.transport.pings()).isEqualTo(1);
    }

    @Test
    void keepsACallOnHoldWhosePeerAnswersPings() {
        SessionRig rig = SessionRig.started();
        for (long answered = 0, second = 0; second < 7200; second++) {
            rig.runMillis(1000);
            while (answered < rig.transport.pings()) {
                rig.session.onSignOfLife();
                answered++;
            }
        }
        assertThat(rig.listener.terminalCalls()).isZero();
        assertThat(rig.transport.pings()).isBetween(280L, 300L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mark", "binary", "ping of the peer", "pong", "broken"})
    void takesWhateverArrivesForASignOfLife(String sign) {
        SessionRig rig = SessionRig.started();
        for (int k = 0; k < 20; k++) {
            rig.runMillis(50_000);
            switch (sign) {
                case "mark" -> rig.session.onText(Messages.mark("nobody's"));
                case "binary" -> rig.session.onBinary(3);
                case "ping of the peer" -> rig.session.onUnansweredPing(new byte[0]);
                case "pong" -> rig.session.onSignOfLife();
                default -> rig.session.onText("broken");
            }
        }
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void takesAPeerForDeadThatOnlyTakesWhatIsSent() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(100_000));
        rig.runMillis(60_000);
        assertThat(rig.listener.terminalCalls()).isZero();

        rig.runMillis(40);

        assertThat(rig.listener.calls()).endsWith("failed SILENT_PEER");
        assertThat(rig.listener.failures().get(0).message())
                .contains("60000 ms")
                .contains("ping");
        assertThat(rig.transport.media().size()).isGreaterThan(2900);
    }

    @Test
    void asksBeforeItGivesUpAlsoAfterTheMachineHasSlept() {
        SessionRig rig = SessionRig.started();
        rig.clock.advanceMillis(3_600_000);
        rig.visit();
        assertThat(rig.transport.pings()).isEqualTo(1);
        assertThat(rig.listener.terminalCalls()).isZero();

        rig.runMillis(29_900);
        rig.session.onSignOfLife();
        rig.runMillis(30_000);
        assertThat(rig.listener.terminalCalls()).isZero();
    }

    @Test
    void asksInTimeWhenThePatienceIsShorterThanTheInterval() {
        SessionRig rig = SessionRig.started(options -> options.silentPeerTimeout(Duration.ofSeconds(8)));
        rig.runMillis(4_000);
        assertThat(rig.transport.pings()).isEqualTo(1);
        rig.runMillis(4_000);
        assertThat(rig.listener.terminalCalls()).isZero();
        rig.runMillis(20);
        assertThat(rig.listener.calls()).endsWith("failed SILENT_PEER");
    }

    @Test
    void judgesByMessagesAloneWithoutPings() {
        SessionRig rig = SessionRig.started(options -> options.pingInterval(Duration.ZERO));
        rig.runMillis(60_000);
        assertThat(rig.transport.pings()).isZero();
        assertThat(rig.listener.terminalCalls()).isZero();
        rig.runMillis(20);
        assertThat(rig.listener.calls()).endsWith("failed SILENT_PEER");
    }

    @Test
    void waitsForEverWhenToldToAndPingsAllTheSame() {
        SessionRig rig = SessionRig.started(options -> options.silentPeerTimeout(Duration.ZERO));
        rig.session.onText(Messages.media(1));
        rig.runMillis(3_600_000);

        assertThat(rig.listener.terminalCalls()).isZero();
        assertThat(rig.transport.pings()).isBetween(140L, 144L);
    }

    @Test
    void sendsAPingLikeAMessageInItsTurnAndOnlyOne() {
        SessionRig rig = SessionRig.started(
                options -> options.silentPeerTimeout(Duration.ZERO).sendTimeout(Duration.ofHours(1)));
        rig.transport.hold();
        rig.session.play(SessionRig.clip(1, 0));
        rig.runMillis(200_000);
        assertThat(rig.transport.pings()).isZero();

        rig.transport.release();
        assertThat(rig.transport.pings()).isEqualTo(1);
        assertThat(rig.transport.mostUnfinished()).isEqualTo(1);
    }

    @Test
    void answersTheLatestOfThePingsThatAServerLeavesUnanswered() {
        SessionRig rig = SessionRig.started();
        byte[] reused = {1};
        rig.transport.hold();
        rig.session.play(SessionRig.clip(1, 0));
        rig.visit();
        rig.session.onUnansweredPing(reused);
        reused[0] = 2;
        rig.session.onUnansweredPing(reused);
        reused[0] = 3;
        rig.transport.release();
        assertThat(rig.transport.controlFrames()).containsExactly("pong [2]");

        rig.session.onUnansweredPing(reused);
        assertThat(rig.transport.controlFrames()).containsExactly("pong [2]", "pong [3]");
    }

    @Test
    void keepsOnePongHoweverManyPingsComeFromWhoDoesNotRead() {
        SessionRig rig = SessionRig.started();
        rig.transport.hold();
        rig.session.play(SessionRig.clip(1, 0));
        rig.visit();
        for (int k = 0; k < 1000; k++) {
            rig.session.onUnansweredPing(new byte[] {(byte) k});
        }
        rig.transport.release();

        assertThat(rig.transport.controlFrames()).containsExactly("pong [" + (byte) 999 + "]");
        // nor anything in the place of the others
        assertThat(rig.transport.sent())
                .allSatisfy(sent -> assertThat(sent.text()).startsWith("{"));
    }
}

package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What barge-in spares, what takes its place, and what is known of what was heard. */
class BargeInTest {
    private static final PlaybackOptions PROTECTED = PlaybackOptions.protectedFromBargeIn();

    private static AudioSource clip(int millis, int value) {
        short[] pcm = new short[millis * 8];
        Arrays.fill(pcm, (short) value);
        return AudioSource.pcm(8000, pcm);
    }

    private static long heard(FarTelnyx far, int value) {
        long count = 0;
        for (short sample : far.heard()) {
            count += sample == value ? 1 : 0;
        }
        return count / 8;
    }

    @Test
    void hearsAProtectedPlaybackToItsEnd() {
        FarTelnyx far = FarTelnyx.at(50);
        Playback notice = far.session.play(clip(2000, 1), PROTECTED);
        Playback next = far.session.play(clip(2000, 2));
        far.runMillis(700);
        far.session.interrupt();
        far.runMillis(3000);

        assertThat(heard(far, 1)).isEqualTo(2000);
        assertThat(heard(far, 2)).isZero();
        assertThat(SessionRig.resultOf(notice)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(2)));
        assertThat(SessionRig.resultOf(next)).isEqualTo(PlaybackResult.interrupted(PlaybackPosition.START));
        assertThat(far.clears()).isZero();
    }

    @Test
    void hearsAProtectedPlaybackThatWaitsInPlaceOfWhatIsInterrupted() {
        FarTelnyx far = FarTelnyx.at(50);
        Playback first = far.session.play(clip(2000, 1));
        Playback notice = far.session.play(clip(1000, 2), PROTECTED);
        far.runMillis(700);
        far.session.interrupt();
        far.runMillis(3000);

        assertThat(heard(far, 1)).isBetween(640L, 700L);
        assertThat(heard(far, 2)).isEqualTo(1000);
        assertThat(SessionRig.resultOf(first).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(SessionRig.resultOf(notice)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(1)));
    }

    /** Its first frames have left with the end of what is interrupted, and the clear throws them away. */
    @Test
    void sendsAProtectedPlaybackAgainThatAClearHasThrownAway() {
        FarTelnyx far = FarTelnyx.at(10);
        far.session.play(clip(400, 1));
        Playback notice = far.session.play(clip(1000, 2), PROTECTED);
        far.runMillis(320);
        far.session.interrupt();
        far.runMillis(3000);

        assertThat(heard(far, 2)).isEqualTo(1000);
        assertThat(SessionRig.resultOf(notice)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(1)));
        assertThat(far.clears()).isEqualTo(1);
    }

    @Test
    void holdsWhatIsBehindAProtectedPlayback() {
        FarTelnyx far = FarTelnyx.at(10);
        far.session.play(clip(600, 1), PROTECTED);
        Playback next = far.session.play(clip(600, 2));
        far.runMillis(200);
        far.session.hold();
        far.runMillis(2000);
        assertThat(heard(far, 1)).isEqualTo(600);
        assertThat(heard(far, 2)).isZero();
        far.session.resume();
        far.runMillis(2000);

        assertThat(heard(far, 2)).isEqualTo(600);
        assertThat(SessionRig.resultOf(next).isPlayed()).isTrue();
    }

    @Test
    void playsAtOnceInPlaceOfEverythingElse() {
        FarTelnyx far = FarTelnyx.at(10);
        Playback first = far.session.play(clip(2000, 1));
        Playback second = far.session.play(clip(2000, 2));
        far.runMillis(500);
        Playback now = far.session.playNow(clip(500, 3));
        far.runMillis(1000);

        assertThat(List.of(first, second))
                .allMatch(each -> SessionRig.resultOf(each).outcome() == Outcome.INTERRUPTED);
        assertThat(SessionRig.resultOf(now)).isEqualTo(PlaybackResult.played(Duration.ofMillis(500)));
        assertThat(heard(far, 2)).isZero();
        assertThat(heard(far, 3)).isEqualTo(500);
        assertThat(far.heardSamples() / 8).isBetween(990, 1010);
    }

    @Test
    void playsAtOnceInPlaceOfWhatIsHeld() {
        FarTelnyx far = FarTelnyx.at(10);
        Playback first = far.session.play(clip(2000, 1));
        far.runMillis(500);
        far.session.hold();
        far.runMillis(100);
        Playback now = far.session.playNow(clip(500, 3), PROTECTED);
        far.runMillis(1000);

        assertThat(far.session.isHeld()).isFalse();
        assertThat(SessionRig.resultOf(first).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(SessionRig.resultOf(now).isPlayed()).isTrue();
    }

    @Test
    void tellsProgressByMarksOfItsOwn() {
        FarTelnyx far = FarTelnyx.at(30);
        List<PlaybackPosition> told = new ArrayList<>();
        Playback playback = far.session.play(
                clip(1000, 1),
                PlaybackOptions.builder()
                        .progress(Duration.ofMillis(200), told::add)
                        .build());
        far.runMillis(630);
        PlaybackPosition now = playback.position();
        far.runMillis(2000);

        assertThat(told)
                .extracting(position -> position.confirmed().toMillis())
                .containsExactly(200L, 400L, 600L, 800L, 1000L);
        assertThat(now.confirmed()).isEqualTo(Duration.ofMillis(400));
        // 170 ms have gone by since the second mark came back
        assertThat(now.estimated().toMillis()).isBetween(565L, 580L);
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(1)));
        assertThat(far.listener.calls()).noneMatch(call -> call.startsWith("mark"));
    }

    @Test
    void refusesProgressThatIsTooFine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaybackOptions.builder().progress(Duration.ofMillis(99), position -> {}));
    }

    @Test
    void tellsThePositionOfWhatPlaysAndOfWhatWaits() {
        FarTelnyx far = FarTelnyx.at(0);
        Playback first = far.session.play(clip(300, 1));
        Playback second = far.session.play(clip(1000, 2));
        assertThat(first.position()).isEqualTo(PlaybackPosition.START);
        far.runMillis(500);

        assertThat(first.position()).isEqualTo(new PlaybackPosition(Duration.ofMillis(300), Duration.ofMillis(300)));
        assertThat(second.position().confirmed()).isZero();
        assertThat(second.position().estimated().toMillis()).isBetween(190L, 205L);
    }

    /** 100 ms and 900 ms, the first mark back at 500 ms and interrupted at once: nothing of the second was heard. */
    @Test
    void believesTheLastMarkThatCameBackMoreThanTheClock() {
        SessionRig rig = SessionRig.started();
        Playback first = rig.session.play(SessionRig.clipOfMillis(100));
        Playback second = rig.session.play(SessionRig.clipOfMillis(900));
        rig.runMillis(500);
        assertThat(first.position().estimated()).isEqualTo(Duration.ofMillis(100));
        assertThat(second.position().estimated()).isZero();
        rig.session.onText(Messages.mark("playback-1"));
        rig.session.interrupt();

        assertThat(SessionRig.resultOf(first).isPlayed()).isTrue();
        assertThat(SessionRig.resultOf(second)).isEqualTo(PlaybackResult.interrupted(PlaybackPosition.START));
    }

    @Test
    void countsFromTheLastMarkThatCameBack() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(100));
        Playback second = rig.session.play(SessionRig.clipOfMillis(900));
        rig.runMillis(500);
        rig.session.onText(Messages.mark("playback-1"));
        rig.runMillis(200);
        rig.session.interrupt();

        assertThat(SessionRig.resultOf(second).heard()).isEqualTo(Duration.ofMillis(200));
        assertThat(SessionRig.resultOf(second).confirmed()).isZero();
    }

    @Test
    void countsNoSilenceThatFillsUpAFrame() {
        SessionRig rig = SessionRig.started();
        Playback playback = rig.session.play(AudioSource.pcm(8000, new short[161]));
        rig.runMillis(1000);
        rig.session.interrupt();

        assertThat(SessionRig.resultOf(playback).heard()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void countsNoSilenceInTheMidstOfALivePlayback() {
        SessionRig rig = SessionRig.started();
        LivePlayback live = rig.session.playLive(8000);
        for (int k = 0; k < 10; k++) {
            live.write(new short[200]);
            rig.runMillis(1000);
        }
        assertThat(live.position().estimated()).isEqualTo(Duration.ofMillis(250));
        live.end();
        rig.runMillis(100);
        rig.returnMarks(0);

        assertThat(rig.transport.media()).hasSize(20);
        assertThat(SessionRig.resultOf(live)).isEqualTo(PlaybackResult.played(Duration.ofMillis(250)));
    }

    @Test
    void doesNotTakeAMarkOfBeforeTheClearForALaterOneOfTheSameName() {
        SessionRig rig = SessionRig.started();
        rig.session.play(SessionRig.clipOfMillis(100));
        rig.session.mark("m");
        rig.runMillis(20);
        rig.session.interrupt();
        Playback next = rig.session.play(SessionRig.clipOfMillis(1000));
        rig.session.mark("m");
        rig.runMillis(1000);
        rig.session.onText(Messages.mark("m"));
        assertThat(next.position().confirmed()).isZero();
        assertThat(rig.listener.calls())
                .filteredOn(call -> call.startsWith("mark"))
                .containsExactly("mark m INTERRUPTED");
        rig.session.onText(Messages.mark("m"));

        assertThat(next.position().confirmed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rig.listener.calls())
                .filteredOn(call -> call.startsWith("mark"))
                .containsExactly("mark m INTERRUPTED", "mark m PLAYED");
    }

    @Test
    void sendsNotOneOldFrameAfterAnyOfTenThousandInterruptions() {
        FarTelnyx far = FarTelnyx.at(0);
        java.util.Random random = new java.util.Random(17);
        for (int round = 1; round <= 10_000; round++) {
            int value = round % 30_000;
            if (random.nextBoolean()) {
                far.session.play(clip(40 + random.nextInt(400), value));
            } else {
                far.session.playLive(8000).write(new short[random.nextInt(3000)]);
            }
            far.runMillis(random.nextInt(4));
            far.session.interrupt();
            far.expectNoFrame();
            far.runMillis(random.nextInt(25));
            far.expectFrames();
        }

        assertThat(far.clears()).isEqualTo(10_000);
    }
}

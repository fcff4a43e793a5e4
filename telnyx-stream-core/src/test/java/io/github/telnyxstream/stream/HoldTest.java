package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Barge-in that may have been none: held, and then gone on with or thrown away. */
class HoldTest {
    private static final int FADE_SAMPLES = 80;

    /** Samples that tell their place, from {@code first} on; never 0. */
    private static short[] counting(int samples, int first) {
        short[] pcm = new short[samples];
        for (int k = 0; k < samples; k++) {
            pcm[k] = (short) (first + k);
        }
        return pcm;
    }

    private static AudioSource clip(int samples, int first) {
        return AudioSource.pcm(8000, counting(samples, first));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "0, 0, 1500", "30, 0, 700", "120, 0, 40", "120, 40, 1000", "250, 100, 2000", "5, 0, 2990"})
    void goesOnWhereHearingStoppedSampleBySample(int delay, int inHand, int holdAfter) {
        FarTelnyx far = new FarTelnyx(options -> options, () -> delay, inHand);
        Playback playback = far.session.play(clip(24_000, 1));
        far.runMillis(holdAfter);
        assertThat(far.session.hold()).isTrue();
        far.runMillis(1000);
        int before = far.heardSamples();
        far.runMillis(500);
        assertThat(far.heardSamples()).isEqualTo(before);
        assertThat(playback.isActive()).isTrue();

        assertThat(far.session.resume()).isTrue();
        far.runMillis(5000);

        short[] heard = far.heard();
        int from = continuation(heard, before);
        assertThat(Arrays.copyOf(heard, before)).isEqualTo(counting(before, 1));
        assertThat(from).as("nothing is skipped").isLessThanOrEqualTo(before);
        assertThat(before - from).as("repeated").isLessThanOrEqualTo((160 + inHand + 2 * delay) * 8 + 160);
        int faded = from == 0 ? 0 : FADE_SAMPLES;
        assertThat(Arrays.copyOfRange(heard, before + faded, heard.length))
                .isEqualTo(counting(24_000 - from - faded, 1 + from + faded));
        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(3)));
        assertThat(far.listener.problemKinds()).doesNotContain(ProtocolProblem.Kind.MARK_MISMATCH);
    }

    /** The place in the clip at which it goes on, told by the last sample of what was heard in one piece. */
    private static int continuation(short[] heard, int before) {
        int all = heard[heard.length - 1];
        return all - (heard.length - before);
    }

    @Test
    void fadesInWhereItGoesOnAndNowhereElse() {
        FarTelnyx far = FarTelnyx.at(10);
        short[] loud = new short[24_000];
        Arrays.fill(loud, (short) 10_000);
        far.session.play(AudioSource.pcm(8000, loud));
        far.runMillis(1000);
        far.session.hold();
        far.runMillis(100);
        int before = far.heardSamples();
        far.session.resume();
        far.runMillis(5000);

        short[] heard = far.heard();
        assertThat(heard[before]).isZero();
        for (int k = 1; k < FADE_SAMPLES; k++) {
            assertThat(heard[before + k]).isBetween(heard[before + k - 1], (short) 10_000);
        }
        for (int k = before + FADE_SAMPLES; k < heard.length; k++) {
            assertThat(heard[k]).isEqualTo((short) 10_000);
        }
    }

    @Test
    void doesNotFadeWhatHadNotBegun() {
        FarTelnyx far = FarTelnyx.at(10);
        far.session.hold();
        far.session.play(clip(800, 1000));
        far.runMillis(500);
        assertThat(far.heardSamples()).isZero();
        far.session.resume();
        far.runMillis(500);

        assertThat(far.heard()).isEqualTo(counting(800, 1000));
    }

    @Test
    void keepsEverythingInItsPlace() {
        FarTelnyx far = FarTelnyx.at(40);
        Playback first = far.session.play(clip(1600, 1));
        far.session.mark("one");
        LivePlayback live = far.session.playLive(8000);
        live.write(counting(800, 1601));
        live.mark("two");
        live.write(counting(800, 2401));
        live.end();
        far.session.mark("three");
        far.runMillis(150);
        far.session.hold();
        Playback last = far.session.play(clip(800, 3201));
        far.session.mark("four");
        far.runMillis(700);
        assertThat(far.listener.calls()).noneMatch(call -> call.startsWith("mark"));
        far.session.resume();
        far.runMillis(2000);

        assertThat(far.listener.calls())
                .filteredOn(call -> call.startsWith("mark"))
                .containsExactly("mark one PLAYED", "mark two PLAYED", "mark three PLAYED", "mark four PLAYED");
        assertThat(SessionRig.resultOf(first)).isEqualTo(PlaybackResult.played(Duration.ofMillis(200)));
        assertThat(SessionRig.resultOf(live)).isEqualTo(PlaybackResult.played(Duration.ofMillis(200)));
        assertThat(SessionRig.resultOf(last)).isEqualTo(PlaybackResult.played(Duration.ofMillis(100)));
        short[] heard = far.heard();
        assertThat(Arrays.copyOfRange(heard, heard.length - 2400, heard.length)).isEqualTo(counting(2400, 1601));
    }

    @Test
    void makesAnInterruptionOfItWhenItIsDiscarded() {
        FarTelnyx far = FarTelnyx.at(0);
        Playback playback = far.session.play(clip(24_000, 1));
        Playback waiting = far.session.play(clip(800, 1));
        far.session.mark("m");
        far.runMillis(1000);
        far.session.hold();
        PlaybackPosition held = playback.position();
        far.runMillis(5000);
        assertThat(playback.position()).isEqualTo(held);
        assertThat(far.session.discard()).isTrue();
        far.expectNoFrame();
        far.runMillis(5000);

        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.interrupted(held));
        assertThat(held.estimated().toMillis()).isBetween(980L, 1000L);
        assertThat(SessionRig.resultOf(waiting).heard()).isZero();
        assertThat(far.listener.calls()).contains("mark m INTERRUPTED");
        assertThat(far.clears()).isEqualTo(1);
        assertThat(far.session.isHeld()).isFalse();
        assertThat(far.session.resume()).isFalse();
        assertThat(far.session.discard()).isFalse();
    }

    @Test
    void becomesAnInterruptionByItselfAfterHalfAMinute() {
        FarTelnyx far = FarTelnyx.at(10);
        Playback playback = far.session.play(clip(24_000, 1));
        far.runMillis(500);
        far.session.hold();
        far.runMillis(29_900);
        assertThat(far.session.isHeld()).isTrue();
        assertThat(playback.isActive()).isTrue();
        far.runMillis(200);

        assertThat(far.session.isHeld()).isFalse();
        assertThat(SessionRig.resultOf(playback).outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(far.session.resume()).isFalse();
    }

    @Test
    void takesLiveAudioWhileItHolds() {
        FarTelnyx far = FarTelnyx.at(20);
        LivePlayback live = far.session.playLive(8000);
        live.write(counting(1600, 1));
        far.runMillis(100);
        far.session.hold();
        live.write(counting(1600, 1601));
        far.runMillis(1000);
        live.end();
        far.session.resume();
        far.runMillis(2000);

        short[] heard = far.heard();
        assertThat(Arrays.copyOfRange(heard, heard.length - 1600, heard.length)).isEqualTo(counting(1600, 1601));
        assertThat(SessionRig.resultOf(live)).isEqualTo(PlaybackResult.played(Duration.ofMillis(400)));
    }

    @Test
    void canBeHeldAgainAndAgain() {
        FarTelnyx far = FarTelnyx.at(60);
        Playback playback = far.session.play(clip(24_000, 1));
        Random random = new Random(3);
        while (playback.isActive()) {
            far.runMillis(random.nextInt(400));
            far.session.hold();
            assertThat(far.session.hold()).isTrue();
            far.runMillis(random.nextInt(400));
            far.session.resume();
            far.runMillis(200);
        }

        assertThat(SessionRig.resultOf(playback)).isEqualTo(PlaybackResult.played(Duration.ofSeconds(3)));
        boolean[] isHeard = new boolean[24_001];
        for (short sample : far.heard()) {
            isHeard[sample] = true;
        }
        for (int sample = FADE_SAMPLES; sample <= 24_000; sample++) {
            assertThat(isHeard[sample]).as("sample %s", sample).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 200})
    void isSilentAsSoonAsAnInterruptionIs(int delay) {
        FarTelnyx far = FarTelnyx.at(delay);
        far.session.play(clip(24_000, 1));
        far.runMillis(1000);
        far.session.hold();
        int before = far.frames();
        far.expectNoFrame();
        far.runMillis(delay + 1L);
        int heard = far.heardSamples();
        far.runMillis(2000);

        assertThat(far.heardSamples()).isEqualTo(heard);
        assertThat(far.frames()).isEqualTo(before);
    }

    @Test
    void endsWithTheSession() {
        FarTelnyx far = FarTelnyx.at(0);
        Playback playback = far.session.play(clip(24_000, 1));
        far.runMillis(1000);
        far.session.hold();
        far.session.close();

        PlaybackResult result = SessionRig.resultOf(playback);
        assertThat(result.cause()).isEqualTo(PlaybackResult.Cause.SESSION_ENDED);
        assertThat(result.heard().toMillis()).isBetween(980L, 1000L);
        assertThat(far.session.hold()).isFalse();
        assertThat(far.session.resume()).isFalse();
        assertThat(far.session.discard()).isFalse();
    }

    /** Each of many marks is given up in its time; otherwise all that was played since would be repeated. */
    @Test
    void repeatsNoMoreThanAMarkMayTakeWhenNoneComesBack() {
        FarTelnyx far = new FarTelnyx(options -> options.silentPeerTimeout(Duration.ZERO), () -> 3_600_000, 0);
        Playback playback = far.session.play(
                AudioSource.tone(440, Duration.ofSeconds(90), 8000),
                PlaybackOptions.builder()
                        .progress(Duration.ofMillis(100), position -> {})
                        .build());
        far.runMillis(60_000);
        assertThat(far.session.hold()).isTrue();
        assertThat(far.session.resume()).isTrue();
        far.runMillis(60_000);

        assertThat(playback.isActive()).isFalse();
        assertThat(far.session.statistics().framesSent()).isBetween(90 * 50L, (90 + 11) * 50L);
    }
}

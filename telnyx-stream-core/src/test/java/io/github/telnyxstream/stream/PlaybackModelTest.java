package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays, holds, resumes, discards, interrupts and closes in any order and at any time, beside a model that knows what must
 * become of every playback and mark.
 */
class PlaybackModelTest {
    private static final int STEPS = 60;
    private static final int STEP_VALUE = 997;
    private static final int FADE_SAMPLES = 80;

    /** What the model knows of a playback; its samples all have the value of its number. */
    private static final class Told {
        final int value;
        final Playback playback;
        final boolean isProtected;
        int samples;
        boolean mustBeInterrupted;

        Told(int number, Playback playback, boolean isProtected, int samples) {
            this.value = number * STEP_VALUE;
            this.playback = playback;
            this.isProtected = isProtected;
            this.samples = samples;
        }
    }

    private final List<Told> all = new ArrayList<>();
    private final Map<String, MarkOutcome> marks = new LinkedHashMap<>();
    private FarTelnyx far = FarTelnyx.at(0);
    private Random random = new Random();
    private boolean held;
    private long heldForMillis;
    private int resumes;
    private Told live;

    static List<Integer> seeds() {
        return java.util.stream.IntStream.range(0, 300).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doesWhatTheModelSays(int seed) {
        random = new Random(seed);
        int delay = seed % 3 == 0 ? 0 : random.nextInt(120);
        far = new FarTelnyx(options -> options.silentPeerTimeout(Duration.ZERO), () -> delay, 0);
        for (int step = 0; step < STEPS; step++) {
            step();
            assertThat(far.session.isHeld()).as("held in step %s", step).isEqualTo(held);
            checkInterrupted();
        }
        if (seed % 2 == 0) {
            close();
        } else {
            playOut();
        }
        checkEnds(seed % 2 == 0);
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> play(false);
            case 2 -> play(true);
            case 3 -> playLive();
            case 4 -> push();
            case 5 -> mark();
            case 6 -> {
                assertThat(far.session.hold()).isTrue();
                held = true;
            }
            case 7 -> {
                assertThat(far.session.resume()).isEqualTo(held);
                resumes += held ? 1 : 0;
                held = false;
            }
            case 8 -> {
                boolean wasHeld = held;
                cut(held);
                assertThat(far.session.discard()).isEqualTo(wasHeld);
            }
            case 9 -> {
                cut(true);
                assertThat(far.session.interrupt()).isTrue();
            }
            default -> pass(random.nextInt(700));
        }
    }

    /** Whatever is active and not protected must have ended now. */
    private void cut(boolean isCut) {
        if (isCut) {
            all.stream()
                    .filter(each -> each.playback.isActive() && !each.isProtected)
                    .forEach(each -> each.mustBeInterrupted = true);
            held = false;
            live = null;
        }
    }

    private int nextNumber() {
        return all.size() + 1;
    }

    private void play(boolean now) {
        if (nextNumber() > 32) {
            return;
        }
        boolean isProtected = random.nextInt(4) == 0;
        int samples = 1 + random.nextInt(4000);
        short[] pcm = new short[samples];
        Arrays.fill(pcm, (short) (nextNumber() * STEP_VALUE));
        PlaybackOptions how = isProtected ? PlaybackOptions.protectedFromBargeIn() : PlaybackOptions.defaults();
        endLive();
        cut(now);
        AudioSource source = AudioSource.pcm(8000, pcm);
        Playback playback = now ? far.session.playNow(source, how) : far.session.play(source, how);
        all.add(new Told(nextNumber(), playback, isProtected, samples));
    }

    private void playLive() {
        if (nextNumber() <= 32) {
            endLive();
            live = new Told(nextNumber(), far.session.playLive(8000), false, 0);
            all.add(live);
        }
    }

    private void push() {
        if (live != null) {
            short[] pcm = new short[1 + random.nextInt(3000)];
            Arrays.fill(pcm, (short) live.value);
            assertThat(((LivePlayback) live.playback).write(pcm)).isEqualTo(WriteResult.TAKEN);
            live.samples += pcm.length;
        }
    }

    private void endLive() {
        if (live != null) {
            ((LivePlayback) live.playback).end();
            live = null;
        }
    }

    private void mark() {
        String name = "mark" + marks.size();
        assertThat(far.session.mark(name)).isTrue();
        marks.put(name, null);
    }

    private void pass(int millis) {
        for (int k = 0; k < millis; k++) {
            far.runMillis(1);
            heldForMillis = held ? heldForMillis + 1 : 0;
        }
        // the steps of one test never hold for long enough to be forgotten, unless the dice say so for ever
        if (heldForMillis > 25_000) {
            cut(true);
            far.session.discard();
        }
    }

    private void checkInterrupted() {
        for (Told each : all) {
            if (each.mustBeInterrupted) {
                assertThat(SessionRig.resultOf(each.playback).outcome()).isEqualTo(Outcome.INTERRUPTED);
            } else if (!each.playback.isActive()) {
                assertThat(SessionRig.resultOf(each.playback).outcome()).isEqualTo(Outcome.PLAYED);
            }
        }
    }

    private void close() {
        endLive();
        List<Told> active =
                all.stream().filter(each -> each.playback.isActive()).toList();
        far.session.close();
        for (Told each : active) {
            assertThat(SessionRig.resultOf(each.playback).cause()).isEqualTo(Cause.SESSION_ENDED);
        }
        assertThat(far.session.hold()).isFalse();
        assertThat(far.session.interrupt()).isFalse();
    }

    private void playOut() {
        endLive();
        resumes += far.session.resume() ? 1 : 0;
        held = false;
        far.runMillis(33 * 600);
        assertThat(all).noneMatch(each -> each.playback.isActive());
        checkInterrupted();
    }

    private void checkEnds(boolean closed) {
        int[] counts = new int[34];
        int[] firsts = new int[34];
        short[] heard = far.heard();
        for (int at = 0; at < heard.length; at++) {
            int number = heard[at] / STEP_VALUE;
            if (heard[at] == number * STEP_VALUE && number > 0) {
                counts[number]++;
                firsts[number] = counts[number] == 1 ? at : firsts[number];
            }
        }
        int faded = FADE_SAMPLES * resumes;
        int last = 0;
        for (Told each : all) {
            int number = each.value / STEP_VALUE;
            PlaybackResult result = SessionRig.resultOf(each.playback);
            assertThat(result.heard()).isLessThanOrEqualTo(Duration.ofMillis(each.samples / 8));
            assertThat(result.confirmed()).isLessThanOrEqualTo(result.heard());
            if (result.isPlayed()) {
                assertThat(counts[number]).as("samples of %s", number).isGreaterThanOrEqualTo(each.samples - faded);
                assertThat(result.heard()).isEqualTo(Duration.ofMillis(each.samples / 8));
            }
            if (counts[number] > faded) {
                assertThat(firsts[number]).as("begin of %s", number).isGreaterThanOrEqualTo(last);
                last = firsts[number];
            }
        }
        checkMarks(closed);
    }

    private void checkMarks(boolean closed) {
        List<String> calls = far.listener.calls().stream()
                .filter(call -> call.startsWith("mark "))
                .toList();
        assertThat(calls.stream().map(call -> call.split(" ")[1])).doesNotHaveDuplicates();
        if (!closed) {
            assertThat(calls).hasSize(marks.size());
        }
        List<Integer> played = calls.stream()
                .filter(call -> call.endsWith("PLAYED"))
                .map(call -> Integer.parseInt(call.split(" ")[1].substring(4)))
                .toList();
        assertThat(played).isSorted();
        assertThat(far.listener.problemKinds()).doesNotContain(ProtocolProblem.Kind.MARK_MISMATCH);
    }
}

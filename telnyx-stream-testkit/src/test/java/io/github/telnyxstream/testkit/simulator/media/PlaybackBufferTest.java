package io.github.telnyxstream.testkit.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlaybackBufferTest {
    private final HeardAudio heard = new HeardAudio();
    private final PlaybackBuffer buffer = new PlaybackBuffer(heard::add);

    private static short[] audio(int millis, int value) {
        short[] pcm = new short[millis * 8];
        Arrays.fill(pcm, (short) value);
        return pcm;
    }

    @Test
    void playsWhatArrivesAtOnceAndWhatFollowsBehindIt() {
        buffer.offer(100, audio(20, 1));
        buffer.offer(110, audio(20, 2));
        buffer.play(420);

        assertThat(heard.all()).hasSize(420);
        assertThat(heard.part(0, 100)).containsOnly(0);
        assertThat(heard.part(100, 160)).containsOnly(1);
        assertThat(heard.part(260, 160)).containsOnly(2);
        assertThat(buffer.report().maxAheadMillis()).isEqualTo((420 - 110) / 8.0);
    }

    @Test
    void returnsAMarkWhenWhatPrecedesItHasPlayed() {
        buffer.offer(0, audio(20, 1));
        buffer.mark(5, "first");
        buffer.offer(6, audio(20, 1));
        buffer.mark(7, "second");

        assertThat(buffer.dueMarks(159)).isEmpty();
        assertThat(buffer.nextMark()).hasValue(160);
        assertThat(buffer.dueMarks(160)).containsExactly("first");
        assertThat(buffer.dueMarks(1000)).containsExactly("second");
        assertThat(buffer.nextMark()).isEmpty();
    }

    @Test
    void returnsAMarkAtOnceWhenNothingIsQueued() {
        buffer.offer(0, audio(20, 1));
        buffer.mark(200, "late");

        assertThat(buffer.dueMarks(200)).containsExactly("late");
    }

    @Test
    void clearKeepsWhatWasHeardAndForgetsTheRest() {
        buffer.offer(0, audio(100, 1));
        buffer.mark(1, "a");

        assertThat(buffer.clear(400)).containsExactly("a");

        buffer.play(1000);
        assertThat(heard.all()).hasSize(400).containsOnly(1);
        buffer.offer(500, audio(20, 3));
        buffer.play(660);
        assertThat(heard.part(400, 100)).containsOnly(0);
        assertThat(heard.part(500, 160)).containsOnly(3);
    }

    @Test
    void countsAHoleInAnUtterance() {
        buffer.offer(0, audio(20, 1));

        assertThat(buffer.offer(240, audio(20, 1))).isTrue();

        assertThat(buffer.report().underruns()).isEqualTo(1);
        assertThat(buffer.report().underrunMillis()).isEqualTo(10);
    }

    @Test
    void countsNoHoleAfterAMarkAClearOrALongPause() {
        buffer.offer(0, audio(20, 1));
        buffer.mark(10, "end");
        assertThat(buffer.offer(200, audio(20, 1))).isFalse();
        buffer.clear(300);
        assertThat(buffer.offer(500, audio(20, 1))).isFalse();
        assertThat(buffer.offer(500 + 160 + 1600, audio(20, 1))).isFalse();
        assertThat(buffer.report().underruns()).isZero();
    }

    @Test
    void reportsSizes() {
        buffer.offer(0, audio(20, 1));
        buffer.offer(0, audio(500, 1));

        assertThat(buffer.report().messages()).isEqualTo(2);
        assertThat(buffer.report().audioMillis()).isEqualTo(520);
        assertThat(buffer.report().smallestMessageMillis()).isEqualTo(20);
        assertThat(buffer.report().largestMessageMillis()).isEqualTo(500);
    }

    @Test
    void mixesWhatIsHeardTogether() {
        heard.add(0, audio(20, 30000), 0, 160);
        heard.add(0, audio(10, 30000), 0, 80);

        assertThat(heard.part(0, 80)).containsOnly(32767);
        assertThat(heard.part(80, 80)).containsOnly(30000);
    }
}

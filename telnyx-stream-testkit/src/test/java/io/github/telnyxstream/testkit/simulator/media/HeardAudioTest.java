package io.github.telnyxstream.testkit.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is remembered of a long call. */
class HeardAudioTest {
    private static final int FRAME = 160;
    private static final int KEPT = 8000;
    private static final int HOUR = 3600 * 8000;

    /** Each sample says which it is. */
    private static short[] frame(int start) {
        short[] pcm = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            pcm[i] = (short) ((start + i) % 30_000 + 1);
        }
        return pcm;
    }

    @Test
    void keepsTheLastOfALongCallInItsPlace() {
        HeardAudio heard = new HeardAudio(KEPT);
        for (int at = 0; at < HOUR; at += FRAME) {
            heard.add(at, frame(at), 0, FRAME);
        }

        assertThat(heard.part(HOUR - KEPT, FRAME)).isEqualTo(frame(HOUR - KEPT));
        assertThat(heard.part(HOUR - FRAME, FRAME)).isEqualTo(frame(HOUR - FRAME));
        assertThat(heard.all().length).isBetween(KEPT, 4 * KEPT);
        short[] end = Arrays.copyOfRange(heard.all(), heard.all().length - FRAME, heard.all().length);
        assertThat(end).isEqualTo(frame(HOUR - FRAME));
    }

    @Test
    void isSilentWhereItHasForgottenAndWhereNothingPlayed() {
        HeardAudio heard = new HeardAudio(KEPT);
        for (int at = 0; at < HOUR; at += FRAME) {
            heard.add(at, frame(at), 0, FRAME);
        }
        heard.reach(HOUR + 20 * KEPT);

        assertThat(heard.part(0, FRAME)).containsOnly(0);
        assertThat(heard.part(HOUR + FRAME, FRAME)).containsOnly(0);
        assertThat(heard.part(HOUR + 19 * KEPT, KEPT)).containsOnly(0);
    }

    @Test
    void keepsAllUnlessToldOtherwise() {
        HeardAudio heard = new HeardAudio();
        for (int at = 0; at < 10 * KEPT; at += FRAME) {
            heard.add(at, frame(at), 0, FRAME);
        }

        assertThat(heard.all()).hasSize(10 * KEPT);
        assertThat(heard.part(0, FRAME)).isEqualTo(frame(0));
    }
}

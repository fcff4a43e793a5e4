package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole sessions under every mixture of loss, duplication and reordering, against the plainest model of what must come out. */
class LossMatrixTest {
    private static final int FRAMES = 1500;

    static List<Arguments> mixtures() {
        List<Arguments> all = new ArrayList<>();
        for (int lost : new int[] {0, 1, 5, 20}) {
            for (int doubled : new int[] {0, 5, 30}) {
                for (int delayedMillis : new int[] {0, 40, 95}) {
                    all.add(Arguments.of(lost, doubled, delayedMillis));
                }
            }
        }
        return all;
    }

    private record Arrival(long chunk, int atMillis) {}

    /**
     * What comes within the window of five frames is delivered once and in order; each frame that is not is counted by the
     * one after it. Nothing else is delivered, and nothing vanishes uncounted.
     */
    @ParameterizedTest
    @MethodSource("mixtures")
    void deliversEachFrameOnceInOrderAndCountsTheRest(int lostPercent, int doubledPercent, int delayedMillis) {
        Random random = new Random(31L * lostPercent + 7L * doubledPercent + delayedMillis);
        List<Arrival> arrivals = new ArrayList<>();
        Set<Long> sent = new HashSet<>();
        for (long chunk = 1; chunk <= FRAMES; chunk++) {
            boolean edge = chunk == 1 || chunk == FRAMES;
            if (edge || random.nextInt(100) >= lostPercent) {
                sent.add(chunk);
                int delay = edge || delayedMillis == 0 ? 0 : random.nextInt(delayedMillis);
                arrivals.add(new Arrival(chunk, (int) chunk * 20 + delay));
                if (random.nextInt(100) < doubledPercent) {
                    arrivals.add(new Arrival(chunk, (int) chunk * 20 + delay + random.nextInt(60)));
                }
            }
        }
        arrivals.sort((a, b) -> Integer.compare(a.atMillis, b.atMillis));
        SessionRig rig = SessionRig.started();
        arrivals.forEach(arrival -> rig.session.onText(Messages.media(arrival.chunk)));
        rig.session.onText(Messages.stop());

        List<Long> delivered = rig.listener.chunks();
        StreamStatistics statistics = rig.session.statistics();
        assertThat(delivered).isSorted().doesNotHaveDuplicates();
        assertThat(sent).containsAll(delivered);
        // five frames are 100 ms: a delay below that costs nothing
        assertThat(new HashSet<>(delivered)).isEqualTo(sent);
        assertThat(statistics.framesLost()).isEqualTo(FRAMES - sent.size());
        assertThat(statistics.framesDuplicated() + statistics.framesLate()).isEqualTo(arrivals.size() - sent.size());
        assertThat(statistics.framesReceived()).isEqualTo(arrivals.size());
        assertThat(rig.listener.frames().stream()
                        .mapToInt(frame -> frame.lostBefore())
                        .sum())
                .isEqualTo(FRAMES - sent.size());
    }
}

package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole sessions of both tracks under loss, duplication and delays far beyond the window, frame for frame beside a reference
 * model: a set of what waits, and a number that is next.
 */
class ReorderMatrixTest {
    private static final int FRAMES = 600;
    private static final int WINDOW = 5;

    /** A frame as it came out. */
    private record Out(Track track, long chunk, int lostBefore) {}

    private record Arrival(Track track, long chunk, int atMillis) {}

    /** One track as the pages of the library describe it. */
    private static final class Model {
        private final Track track;
        private final TreeSet<Long> waiting = new TreeSet<>();
        private final List<Out> out;
        private boolean begun;
        private long next;
        private int late;
        private int doubled;

        Model(Track track, List<Out> out) {
            this.track = track;
            this.out = out;
        }

        void offer(long chunk) {
            if (begun && chunk < next) {
                late++;
            } else if (!waiting.add(chunk)) {
                doubled++;
            } else {
                // the first that can be is the first; without it the first of those that wait for it
                next = !begun && chunk == 1 ? 1 : next;
                begun |= chunk == 1;
                passOn();
                while (waiting.size() > WINDOW) {
                    giveUp();
                }
            }
        }

        private void giveUp() {
            long first = waiting.first();
            next = begun ? next : first;
            begun = true;
            leave((int) (first - next));
            passOn();
        }

        private void passOn() {
            while (begun && !waiting.isEmpty() && waiting.first() == next) {
                leave(0);
            }
        }

        private void leave(int lost) {
            long chunk = waiting.pollFirst();
            out.add(new Out(track, chunk, lost));
            next = chunk + 1;
        }

        void flush() {
            while (!waiting.isEmpty()) {
                giveUp();
            }
        }
    }

    static List<Arguments> mixtures() {
        List<Arguments> all = new ArrayList<>();
        for (int lost : new int[] {0, 3, 30}) {
            for (int doubled : new int[] {0, 10, 60}) {
                for (int delayedMillis : new int[] {0, 130, 400, 1_200}) {
                    all.add(Arguments.of(lost, doubled, delayedMillis));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void deliversWhatTheModelDelivers(int lostPercent, int doubledPercent, int delayedMillis) {
        Random random = new Random(17L * lostPercent + 5L * doubledPercent + delayedMillis);
        List<Arrival> arrivals = new ArrayList<>();
        for (Track track : Track.values()) {
            arrivals.addAll(arrivals(track, random, lostPercent, doubledPercent, delayedMillis));
        }
        arrivals.sort((a, b) -> Integer.compare(a.atMillis, b.atMillis));
        List<Out> expected = new ArrayList<>();
        Model inbound = new Model(Track.INBOUND, expected);
        Model outbound = new Model(Track.OUTBOUND, expected);
        SessionRig rig = SessionRig.started(options -> options.inbound(
                InboundOptions.builder().reorderWindowFrames(WINDOW).build()));
        for (Arrival arrival : arrivals) {
            rig.session.onText(Messages.media(arrival.track == Track.INBOUND ? "inbound" : "outbound", arrival.chunk));
            (arrival.track == Track.INBOUND ? inbound : outbound).offer(arrival.chunk);
        }
        rig.session.onText(Messages.stop());
        inbound.flush();
        outbound.flush();

        List<Out> delivered =
                rig.listener.frames().stream().map(ReorderMatrixTest::out).toList();
        for (Track track : Track.values()) {
            assertThat(delivered.stream().filter(out -> out.track == track).toList())
                    .isEqualTo(
                            expected.stream().filter(out -> out.track == track).toList());
        }
        StreamStatistics statistics = rig.session.statistics();
        assertThat(statistics.framesReceived()).isEqualTo(arrivals.size());
        assertThat(statistics.framesLate() + statistics.framesDuplicated())
                .isEqualTo(inbound.late + outbound.late + inbound.doubled + outbound.doubled);
        assertThat(statistics.framesLost())
                .isEqualTo(expected.stream().mapToInt(Out::lostBefore).sum());
    }

    private static List<Arrival> arrivals(
            Track track, Random random, int lostPercent, int doubledPercent, int delayedMillis) {
        List<Arrival> arrivals = new ArrayList<>();
        for (long chunk = 1; chunk <= FRAMES; chunk++) {
            for (int copies = random.nextInt(100) < doubledPercent ? 2 : 1; copies > 0; copies--) {
                if (random.nextInt(100) >= lostPercent) {
                    int delay = delayedMillis == 0 ? 0 : random.nextInt(delayedMillis);
                    arrivals.add(new Arrival(track, chunk, (int) chunk * 20 + delay));
                }
            }
        }
        return arrivals;
    }

    private static Out out(MediaFrame frame) {
        return new Out(frame.track(), frame.chunk(), frame.lostBefore());
    }
}

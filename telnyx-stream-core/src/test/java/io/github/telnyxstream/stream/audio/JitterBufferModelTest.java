package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random walks against the simplest thing that does the same: sort, and give up when more than the window waits. */
class JitterBufferModelTest {
    private static final int FRAMES = 2000;

    static List<Long> seeds() {
        return new Random(7).longs(100).boxed().toList();
    }

    /** A frame as it came out. */
    private record Out(long chunk, int lostBefore) {}

    private static final class Model {
        private final int window;
        private final TreeSet<Long> waiting = new TreeSet<>();
        private final List<Out> out = new ArrayList<>();
        private long next = 1;

        Model(int window) {
            this.window = window;
        }

        void offer(long chunk) {
            if (chunk < next || !waiting.add(chunk)) {
                return;
            }
            drain();
            while (waiting.size() > window) {
                giveUp();
            }
        }

        void giveUp() {
            long first = waiting.pollFirst();
            out.add(new Out(first, (int) (first - next)));
            next = first + 1;
            drain();
        }

        private void drain() {
            while (!waiting.isEmpty() && waiting.first() == next) {
                out.add(new Out(waiting.pollFirst(), 0));
                next++;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doesWhatTheModelDoes(long seed) {
        Random random = new Random(seed);
        int window = 1 + random.nextInt(8);
        List<Long> arrivals = arrivals(random);
        Model model = new Model(window);
        List<Out> out = new ArrayList<>();
        JitterBuffer<Long> buffer = new JitterBuffer<>(window, (chunk, lost) -> out.add(new Out(chunk, lost)));

        for (long chunk : arrivals) {
            buffer.offer(chunk, chunk);
            model.offer(chunk);
        }
        buffer.flush();
        while (!model.waiting.isEmpty()) {
            model.giveUp();
        }

        assertThat(out).isEqualTo(model.out);
        assertThat(out).extracting(Out::chunk).isSorted().doesNotHaveDuplicates();
        long lost = out.stream().mapToLong(Out::lostBefore).sum();
        assertThat(buffer.lost()).isEqualTo(lost);
        // nothing vanishes without being counted
        assertThat(out.size() + buffer.duplicated() + buffer.late()).isEqualTo(arrivals.size());
        assertThat(out.size() + lost).isEqualTo(out.get(out.size() - 1).chunk());
    }

    /** The first frame comes first; of the others some are lost, some come twice, and all are delayed at random. */
    private static List<Long> arrivals(Random random) {
        record Arrival(long chunk, double time) {}
        List<Arrival> all = new ArrayList<>();
        double jitter = random.nextDouble() * 8;
        all.add(new Arrival(1, -1));
        for (long chunk = 2; chunk <= FRAMES; chunk++) {
            if (random.nextInt(20) > 0) {
                all.add(new Arrival(chunk, chunk + random.nextDouble() * jitter));
            }
            if (random.nextInt(20) == 0) {
                all.add(new Arrival(chunk, chunk + random.nextDouble() * jitter));
            }
        }
        all.sort((a, b) -> Double.compare(a.time, b.time));
        return all.stream().map(Arrival::chunk).toList();
    }
}

package io.github.telnyxstream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static List<Long> millis(BackOff backOff, int count) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(backOff.next().toMillis());
        }
        return all;
    }

    @Test
    void waitsTwiceAsLongEachTimeUntilTheServiceWorks() {
        BackOff backOff = new BackOff(() -> 0);
        assertThat(millis(backOff, 7)).containsExactly(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L);
        backOff.reset();
        assertThat(backOff.next()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void waitsUpToThreeTenthsLess() {
        assertThat(millis(new BackOff(() -> 0.5), 3)).containsExactly(212L, 425L, 850L);
    }

    @Test
    void letsEachCallComeBackAtAMomentOfItsOwn() {
        assertThat(new BackOff().next()).isNotEqualTo(new BackOff().next());
    }

    @Test
    void letsEachProcessComeBackAtAMomentOfItsOwn() {
        List<Long> here = nanos(new BackOff());
        for (int seed = 0; seed < 1000; seed++) {
            assertThat(nanos(new BackOff(new SplittableRandom(seed)::nextDouble)))
                    .as("the moments of a seed that every process would have")
                    .isNotEqualTo(here);
        }
    }

    private static List<Long> nanos(BackOff backOff) {
        return Stream.generate(backOff::next).limit(4).map(Duration::toNanos).toList();
    }
}

package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast an application falls silent when the person speaks. */
final class BargeIns {
    /** Silence is told when it has lasted so long, see the person's ears. */
    private static final Duration NOTICED_AFTER = Duration.ofMillis(200);

    private BargeIns() {}

    static List<Duration> in(List<SimulatorEvent> events) {
        List<Duration> times = new ArrayList<>();
        boolean hears = false;
        Duration spoke = null;
        for (SimulatorEvent event : events) {
            if (event.kind() == Kind.CALLER_HEARS) {
                hears = true;
            } else if (event.kind() == Kind.CALLER_SPEAKS && hears && spoke == null) {
                spoke = event.sinceStart();
            } else if (event.kind() == Kind.CALLER_HEARS_SILENCE || event.kind() == Kind.CALL_ENDED) {
                if (spoke != null) {
                    Duration noticed = event.kind() == Kind.CALL_ENDED ? Duration.ZERO : NOTICED_AFTER;
                    Duration time = event.sinceStart().minus(spoke).minus(noticed);
                    // whoever speaks before the silence is noticed, for example after a beep, interrupts nobody
                    if (!time.isNegative() && !time.isZero()) {
                        times.add(time);
                    }
                }
                hears = false;
                spoke = null;
            }
        }
        return times;
    }
}

package io.github.telnyxstream.agent;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long callers wait, measured at their ears. */
final class Waits {
    private Waits() {}

    /** From the caller's last frame of a turn to the first of the answer, of each turn. */
    static List<Duration> of(SimulatedCall call) {
        List<Duration> waits = new ArrayList<>();
        @Nullable Duration spoke = null;
        for (SimulatorEvent event : call.events()) {
            if (event.kind() == Kind.CALLER_SPOKE) {
                spoke = event.sinceStart();
            } else if (event.kind() == Kind.CALLER_HEARS && spoke != null) {
                waits.add(event.sinceStart().minus(spoke));
                spoke = null;
            }
        }
        return waits;
    }

    static Duration percentile(List<Duration> all, int percent) {
        List<Duration> sorted = new ArrayList<>(all);
        sorted.sort(null);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}

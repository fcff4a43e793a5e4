package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run of the simulator is to do; checked. */
record SimulationPlan(
        ApplicationOptions application,
        URI webhook,
        Caller.Builder caller,
        int calls,
        double perSecond,
        FaultPlan faults,
        @Nullable Long seed,
        @Nullable Path save,
        @Nullable Path report,
        Set<Expectation> expected,
        boolean waitsForPort,
        Duration delay) {

    /** The caller with what goes wrong on the line. */
    Caller person() {
        caller.faults(faults.line());
        if (faults.isNoisy()) {
            caller.comfortNoise(-35);
        }
        return caller.build();
    }
}

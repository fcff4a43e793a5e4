package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Many calls, one after the other at a steady rate. */
final class Ringing {
    private Ringing() {}

    static List<SimulatedCall> ring(TelnyxSimulator telnyx, Caller person, int calls, double perSecond)
            throws InterruptedException {
        List<SimulatedCall> placed = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            TimeUnit.NANOSECONDS.sleep(start + Math.round(i * 1e9 / perSecond) - System.nanoTime());
            placed.add(telnyx.placeCall(person));
        }
        return placed;
    }
}

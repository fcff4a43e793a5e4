package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.fault.FaultPlan;

/** {@code --faults}. */
final class FaultOption {
    private FaultOption() {}

    static FaultPlan read(String text, long seed) {
        try {
            return FaultPlan.parse(text, seed);
        } catch (IllegalArgumentException odd) {
            throw new IllegalArgumentException("--faults: " + odd.getMessage(), odd);
        }
    }
}

package io.github.telnyxstream.benchmarks;

import java.util.Map;

/** Measures the engine. */
public final class MeasureEngine {
    private MeasureEngine() {}

    /**
     * Runs.
     *
     * @param arguments server, rounds
     * @throws Exception if something cannot be measured
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        Map<String, Double> micros = EchoRounds.measure(arguments[0], Integer.parseInt(arguments[1]));
        System.out.println(arguments[0] + " " + micros);
    }
}

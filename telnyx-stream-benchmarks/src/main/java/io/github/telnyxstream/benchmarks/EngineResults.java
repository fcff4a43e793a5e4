package io.github.telnyxstream.benchmarks;

import java.util.Map;
import java.util.Objects;

/**
 * What one run on one JDK measured of the engine.
 *
 * @param run where and when
 * @param figures by name, see {@link EnginePage}
 */
record EngineResults(Run run, Map<String, Double> figures) {
    double figure(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }
}

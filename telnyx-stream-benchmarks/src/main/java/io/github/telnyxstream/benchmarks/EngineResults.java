package io.github.telnyxstream.benchmarks;

import java.util.Map;
import java.util.Objects;

/**
 * What one run on one JDK measured of the engine.
 *
 * @param run where and when
 * @param hasAvx512 whether the machine decodes base64 by AVX-512, which JDK 17 is ten times slower without
 * @param rows of messages, by benchmark
 * @param figures by name, see {@link EnginePage}
 */
record EngineResults(Run run, boolean hasAvx512, Map<String, Results.Row> rows, Map<String, Double> figures) {
    double figure(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    /** For a figure that earlier runs did not have. */
    double figure(String name, double otherwise) {
        return figures.getOrDefault(name, otherwise);
    }

    double allocatedBytes(String row) {
        return Objects.requireNonNull(rows.get(row), row).allocatedBytes();
    }

    double micros(String row) {
        return Objects.requireNonNull(rows.get(row), row).nanos() / 1000;
    }
}

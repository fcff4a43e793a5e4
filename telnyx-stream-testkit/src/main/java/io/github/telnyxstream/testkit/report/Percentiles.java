package io.github.telnyxstream.testkit.report;

import java.util.List;

/**
 * How figures are spread; the value at or above which the rest lies (nearest rank). Immutable.
 *
 * @param count how many figures there are; with none the others are 0
 * @param p50 the median
 * @param p95 what 95 of 100 do not exceed
 * @param p99 what 99 of 100 do not exceed
 * @param max the greatest
 */
public record Percentiles(int count, double p50, double p95, double p99, double max) {

    /**
     * Sorts figures.
     *
     * @param figures in any order, not changed
     * @return their spread
     */
    public static Percentiles of(List<Double> figures) {
        if (figures.isEmpty()) {
            return new Percentiles(0, 0, 0, 0, 0);
        }
        List<Double> sorted = figures.stream().sorted().toList();
        return new Percentiles(
                sorted.size(), rank(sorted, 50), rank(sorted, 95), rank(sorted, 99), sorted.get(sorted.size() - 1));
    }

    private static double rank(List<Double> sorted, int percent) {
        return sorted.get(Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.size()) - 1));
    }
}

package io.github.telnyxstream.benchmarks;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What one run on one JDK measured of the codecs.
 *
 * @param run where and when
 * @param rows by benchmark, {@code Class.method}
 * @param cpuTimes by task, seconds of processor time beside a program's
 * @param javaSoundLosses how many loud samples Java Sound's µ-law encoder turns into near-silence
 */
record Results(Run run, Map<String, Row> rows, Map<String, CpuTime> cpuTimes, int javaSoundLosses) {

    /**
     * One benchmark.
     *
     * @param nanos median time of one operation over all iterations of all forks
     * @param allocatedBytes allocated by one operation, 0 below a thousandth
     */
    record Row(double nanos, double allocatedBytes) {}

    /**
     * The same file through us and through a program.
     *
     * @param program what we are compared with
     * @param oursSeconds processor time of our thread, warmed up
     * @param programSeconds processor time of the program without its start, or -1 where it is not installed
     */
    record CpuTime(String program, double oursSeconds, double programSeconds) {

        /** Whether it is within the aim; a program that is not installed says nothing against us. */
        boolean withinAim() {
            return programSeconds <= 0 || oursSeconds / programSeconds <= Target.CPU_BOUND;
        }
    }

    Row row(String benchmark) {
        return Objects.requireNonNull(rows.get(benchmark), benchmark);
    }

    CpuTime cpuTime(String task) {
        return Objects.requireNonNull(cpuTimes.get(task), task);
    }

    Results withRows(Run newRun, Map<String, Row> newer) {
        Map<String, Row> all = new TreeMap<>(rows);
        all.putAll(newer);
        return new Results(newRun, all, cpuTimes, javaSoundLosses);
    }
}

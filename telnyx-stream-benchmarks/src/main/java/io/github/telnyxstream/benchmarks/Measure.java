package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures the codecs on this JDK and rewrites the page of figures from what all JDKs gave.
 *
 * <p>Arguments: folder of results, page, and optionally a regular expression of the benchmarks to measure again, which then
 * replace theirs in the results of before. Everything takes about six minutes on a quiet machine.
 */
public final class Measure {
    private Measure() {}

    /**
     * Runs.
     *
     * @param arguments folder for the results, file of the page, benchmarks to measure again
     * @throws IOException if a file cannot be written or a program cannot be started
     * @throws RunnerException if a benchmark fails
     * @throws InterruptedException if interrupted while a program runs
     * @throws IllegalStateException if a target is missed, after the page is written
     */
    public static void main(String[] arguments) throws IOException, RunnerException, InterruptedException {
        if (arguments.length < 2 || arguments.length > 3) {
            throw new IllegalArgumentException("arguments: folder of results, page, [benchmarks to measure again]");
        }
        ResultFiles<Results> files = new ResultFiles<>(Path.of(arguments[0]), Results.class);
        Results results =
                arguments.length == 3 ? files.read().withRows(Run.here(), benchmarks(arguments[2])) : everything();
        files.write(results);
        PerformancePage.write(files.readAll(), Path.of(arguments[1]));
        List<String> missed = missed(results);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("targets missed on this run: " + missed);
        }
    }

    private static Results everything() throws IOException, RunnerException, InterruptedException {
        Map<String, Results.CpuTime> cpuTimes = CpuTimes.measure();
        Map<String, Results.Row> rows = benchmarks("(Decode|Encode|Shape|Codec)Benchmark");
        return new Results(Run.here(), rows, cpuTimes, JavaSound.loudSamplesLost());
    }

    private static List<String> missed(Results results) {
        List<String> missed = new ArrayList<>();
        for (Target target : Target.ALL) {
            if (!target.isMet(target.ratio(results.rows()))) {
                missed.add(target.text());
            }
        }
        results.cpuTimes().forEach((task, time) -> {
            if (!time.withinAim()) {
                missed.add(task);
            }
        });
        return missed;
    }

    private static Map<String, Results.Row> benchmarks(String which) throws RunnerException {
        return benchmarks(which, 2, 4);
    }

    /** Rows by name; with so many processes each, and so many times half a second to warm up in each. */
    static Map<String, Results.Row> benchmarks(String which, int forks, int warmUps) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(which)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(300))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        Map<String, Results.Row> rows = new TreeMap<>();
        for (RunResult result : new Runner(options).run()) {
            String benchmark = result.getParams().getBenchmark();
            String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
            rows.put(name, row(result));
        }
        return rows;
    }

    private static Results.Row row(RunResult result) {
        double median = result.getPrimaryResult().getStatistics().getPercentile(50);
        double allocated = Double.NaN;
        for (String name : result.getSecondaryResults().keySet()) {
            if (name.endsWith("gc.alloc.rate.norm")) {
                allocated = result.getSecondaryResults().get(name).getScore();
            }
        }
        return new Results.Row(rounded(median, 100), rounded(allocated, 1000));
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }
}

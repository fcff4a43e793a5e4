package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures call control on this JDK and writes the page of ratios from what all JDKs gave. About two minutes. */
public final class MeasureCallControl {
    private MeasureCallControl() {}

    /**
     * Runs.
     *
     * @param arguments folder for the results, file of the page
     * @throws Exception if something cannot be measured, the page cannot be written, or a target is missed
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("arguments: folder of results, page");
        }
        ResultFiles<CallControlResults> files = new ResultFiles<>(Path.of(arguments[0]), CallControlResults.class);
        CallControlResults results = new CallControlResults(Run.here(), rows());
        files.write(results);
        CallControlPage.write(files.readAll(), Path.of(arguments[1]));
        List<String> missed = CallControlPage.missed(results);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("targets missed on this run: " + missed);
        }
    }

    private static Map<String, SideBySide> rows() throws Exception {
        Map<String, SideBySide> rows = new LinkedHashMap<>();
        WebhookBenchmark webhook = new WebhookBenchmark();
        rows.put(
                CallControlResults.WEBHOOK_BOUNCY_CASTLE,
                SideBySide.measure(webhook::bouncyCastle, webhook::bouncyCastleBare, 10_000, 20_000));
        rows.put(CallControlResults.WEBHOOK_JDK, SideBySide.measure(webhook::jdk, webhook::jdkBare, 4_000, 8_000));
        rows.put(CallControlResults.FIRST, first());
        rows.put(CallControlResults.WARM, warm());
        return rows;
    }

    private static SideBySide warm() throws Exception {
        Loopback telnyx = new Loopback();
        CommandBenchmark command = new CommandBenchmark();
        telnyx.start();
        command.start(telnyx);
        try {
            return SideBySide.measure(command::ours, command::byHand, 10_000, 20_000);
        } finally {
            command.stop();
            telnyx.stop();
        }
    }

    /** Each figure is a process of its own, so here JMH has to take them one after the other. */
    private static SideBySide first() throws RunnerException, IOException {
        Map<String, Double> micros = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include("\\.FirstCommandBenchmark\\.")
                        .mode(Mode.SingleShotTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(15)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            String benchmark = result.getParams().getBenchmark();
            micros.put(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        return new SideBySide(micros.getOrDefault("ours", Double.NaN), micros.getOrDefault("byHand", Double.NaN));
    }
}

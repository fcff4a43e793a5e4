package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures call control on this JDK and writes the page of ratios; argument: the page. About three minutes. */
public final class MeasureCallControl {
    private MeasureCallControl() {}

    /**
     * Runs.
     *
     * @param arguments file of the page
     * @throws IOException if the page cannot be written
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("argument: page");
        }
        Map<String, Double> micros = new TreeMap<>();
        micros.putAll(run(new OptionsBuilder()
                .include("\\.(Webhook|Command)Benchmark\\.")
                .mode(Mode.AverageTime)
                .forks(3)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(7)
                .measurementTime(TimeValue.seconds(1))));
        micros.putAll(run(new OptionsBuilder()
                .include("\\.FirstCommandBenchmark\\.")
                .mode(Mode.SingleShotTime)
                .forks(15)
                .warmupIterations(0)
                .measurementIterations(1)));
        Files.writeString(Path.of(arguments[0]), page(micros));
    }

    private static Map<String, Double> run(ChainedOptionsBuilder options) throws RunnerException {
        Map<String, Double> micros = new TreeMap<>();
        for (RunResult result : new Runner(options.timeUnit(TimeUnit.MICROSECONDS)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            String benchmark = result.getParams().getBenchmark();
            String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
            micros.put(name, result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        return micros;
    }

    private static String page(Map<String, Double> micros) {
        return """
                # Performance of call control

                Written by `MeasureCallControl` of `telnyx-stream-benchmarks`; do not edit. Medians of JMH in one run; the
                ratios count, the microseconds differ from machine to machine. The API is a server on the loopback
                interface in the same process, which is the hardest case for a ratio: a real answer takes a hundred times
                longer.

                %s, JDK %s (%s), %d processors

                | what | ours | beside | ratio | aim |
                | --- | --- | --- | --- | --- |
                %s%s%s%s
                With another security provider (`WebhookVerifier.builder().provider(…)`) a webhook takes %.2f × the time it
                takes with the JDK's own Ed25519.
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("java.runtime.version"),
                        System.getProperty("java.vendor"),
                        Runtime.getRuntime().availableProcessors(),
                        line(
                                micros,
                                "first command of a process",
                                "FirstCommandBenchmark.ours",
                                "FirstCommandBenchmark.byHand",
                                "OkHttp and Jackson by hand",
                                1.3),
                        line(
                                micros,
                                "command on a warm connection",
                                "CommandBenchmark.ours",
                                "CommandBenchmark.byHand",
                                "OkHttp and Jackson by hand",
                                1.15),
                        line(
                                micros,
                                "webhook checked and read, JDK",
                                "WebhookBenchmark.jdk",
                                "WebhookBenchmark.jdkBare",
                                "signature check and Jackson alone",
                                1.05),
                        line(
                                micros,
                                "webhook checked and read, Bouncy Castle",
                                "WebhookBenchmark.bouncyCastle",
                                "WebhookBenchmark.bouncyCastleBare",
                                "signature check and Jackson alone",
                                1.05),
                        micros(micros, "WebhookBenchmark.bouncyCastle") / micros(micros, "WebhookBenchmark.jdk"));
    }

    private static String line(
            Map<String, Double> micros, String what, String ours, String base, String beside, double most) {
        double ratio = micros(micros, ours) / micros(micros, base);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f µs | %s, %,.0f µs | %.2f × | at most %.2f × %s |%n",
                what,
                micros(micros, ours),
                beside,
                micros(micros, base),
                ratio,
                most,
                ratio <= most ? "met" : "missed");
    }

    private static double micros(Map<String, Double> micros, String benchmark) {
        return Objects.requireNonNull(micros.get(benchmark), benchmark);
    }
}

package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures call control on this JDK and writes the page of ratios; argument: the page. About two minutes. */
public final class MeasureCallControl {
    private MeasureCallControl() {}

    /**
     * Runs.
     *
     * @param arguments file of the page
     * @throws Exception if something cannot be measured or the page cannot be written
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("argument: page");
        }
        WebhookBenchmark webhook = new WebhookBenchmark();
        SideBySide bouncyCastle = SideBySide.measure(webhook::bouncyCastle, webhook::bouncyCastleBare, 10_000, 20_000);
        SideBySide jdk = SideBySide.measure(webhook::jdk, webhook::jdkBare, 4_000, 8_000);
        Files.writeString(Path.of(arguments[0]), page(first(), warm(), jdk, bouncyCastle));
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

    private static String page(SideBySide first, SideBySide warm, SideBySide jdk, SideBySide bouncyCastle) {
        String hand = "OkHttp and Jackson by hand";
        String bare = "signature check and Jackson alone";
        return """
                # Performance of call control

                Written by `MeasureCallControl` of `telnyx-stream-benchmarks`; do not edit. To measure again:
                `mvn -B -ntp -Pperformance-callcontrol -pl telnyx-stream-benchmarks -am -DskipTests verify`. Medians; the two
                sides of a row in turn in one process, except for the first command, where each figure is a process of its
                own. The ratios count, the microseconds differ from machine to machine. The API is a server on the loopback
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
                        line("first command of a process", hand, first, 1.3),
                        line("command on a warm connection", hand, warm, 1.15),
                        line("webhook checked and read, JDK", bare, jdk, 1.05),
                        line("webhook checked and read, Bouncy Castle", bare, bouncyCastle, 1.05),
                        bouncyCastle.oursMicros() / jdk.oursMicros());
    }

    private static String line(String what, String beside, SideBySide pair, double most) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f µs | %s, %,.0f µs | %.2f × | at most %.2f × %s |%n",
                what,
                pair.oursMicros(),
                beside,
                pair.baseMicros(),
                pair.ratio(),
                most,
                pair.ratio() <= most ? "met" : "missed");
    }
}

package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the engine on this JDK and writes its part of the page from what all JDKs gave. About seven minutes. */
public final class MeasureEngine {
    private static final int ROUNDS = 5;
    private static final String STREAMS = "4000";

    private MeasureEngine() {}

    /**
     * Runs.
     *
     * @param arguments folder for the results, file of the page
     * @throws IOException if something cannot be measured or the page cannot be written
     * @throws RunnerException if a benchmark fails
     * @throws IllegalStateException if a target is missed, after the page is written
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("arguments: folder of results, page");
        }
        ResultFiles<EngineResults> files = new ResultFiles<>(Path.of(arguments[0]), EngineResults.class);
        Map<String, Results.Row> rows = Measure.benchmarks("(Inbound|Write|Echo)Benchmark", 1, 3);
        Map<String, Double> figures = new TreeMap<>();
        for (String server : List.of("java-websocket", "jetty")) {
            add(figures, "echo." + server, EchoRounds.measure(server, ROUNDS));
        }
        for (String kind : List.of("paced", "idle", "executor", "wheel")) {
            pace(figures, kind);
        }
        String[] memory = Child.line(MemoryTarget.class).split(" ", -1);
        figures.put("memory.idle", Double.parseDouble(memory[0]));
        figures.put("memory.active", Double.parseDouble(memory[1]));
        add(figures, "calls.java-websocket", RealCalls.measure("java-websocket", 400));
        add(figures, "calls.netty", RealCalls.measure("netty", 1000));
        EngineResults results = new EngineResults(Run.here(), Run.hasAvx512(), rows, figures);
        files.write(results);
        EnginePage.write(files.readAll(), Path.of(arguments[1]));
        List<String> missed = EnginePage.missed(results);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("targets missed on this run: " + missed);
        }
    }

    private static void pace(Map<String, Double> figures, String kind) throws IOException {
        PacingTarget.Figures pacing = PacingTarget.Figures.parse(Child.line(PacingTarget.class, kind, STREAMS));
        figures.put(kind + ".ticker", pacing.tickerShare());
        figures.put(kind + ".sending", pacing.sendingShare());
        figures.put(kind + ".process", pacing.processShare());
        figures.put(kind + ".p50", pacing.p50Millis());
        figures.put(kind + ".p99", pacing.p99Millis());
        figures.put(kind + ".drift", pacing.driftMillis());
        figures.put(kind + ".missing", (double) pacing.missing());
        figures.put(kind + ".underruns", (double) pacing.underruns());
        figures.put(kind + ".threads", (double) pacing.threads());
    }

    private static void add(Map<String, Double> figures, String prefix, Map<String, Double> more) {
        more.forEach((name, value) -> figures.put(prefix + "." + name, value));
    }
}

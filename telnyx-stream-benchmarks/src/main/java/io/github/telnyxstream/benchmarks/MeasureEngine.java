package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures the engine on this JDK and writes the page from what all JDKs gave. About six minutes. */
public final class MeasureEngine {
    private static final int ROUNDS = 7;
    private static final String STREAMS = "4000";

    private MeasureEngine() {}

    /**
     * Runs.
     *
     * @param arguments folder for the results, file of the page
     * @throws IOException if something cannot be measured or the page cannot be written
     * @throws IllegalStateException if a target is missed, after the page is written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("arguments: folder of results, page");
        }
        Map<String, Double> figures = new TreeMap<>();
        for (String server : List.of("java-websocket", "jetty")) {
            EchoRounds.measure(server, ROUNDS)
                    .forEach((kind, micros) -> figures.put("echo." + server + "." + kind, micros));
        }
        for (String kind : List.of("paced", "idle", "executor")) {
            PacingTarget.Figures pacing = PacingTarget.Figures.parse(Child.line(PacingTarget.class, kind, STREAMS));
            figures.put(kind + ".ticker", pacing.tickerShare());
            figures.put(kind + ".process", pacing.processShare());
            figures.put(kind + ".p50", pacing.p50Millis());
            figures.put(kind + ".p99", pacing.p99Millis());
            figures.put(kind + ".underruns", (double) pacing.underruns());
            figures.put(kind + ".threads", (double) pacing.threads());
        }
        String[] memory = Child.line(MemoryTarget.class).split(" ", -1);
        figures.put("memory.idle", Double.parseDouble(memory[0]));
        figures.put("memory.active", Double.parseDouble(memory[1]));
        ResultFiles<EngineResults> files = new ResultFiles<>(Path.of(arguments[0]), EngineResults.class);
        EngineResults results = new EngineResults(Run.here(), figures);
        files.write(results);
        EnginePage.write(files.readAll(), Path.of(arguments[1]));
        List<String> missed = EnginePage.missed(results);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("targets missed on this run: " + missed);
        }
    }
}

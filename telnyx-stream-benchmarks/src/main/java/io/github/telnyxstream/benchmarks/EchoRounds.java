package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what a server's processor does per echoed frame: ours and the bare library in turn, many times over. */
final class EchoRounds implements AutoCloseable {
    private static final int CALLS = 200;
    private static final long COLD_NANOS = 3_000_000_000L;
    private static final long WARM_UP_NANOS = 6_000_000_000L;
    private static final long ROUND_NANOS = 2_000_000_000L;
    /** Of a round: the compilers have become silent. */
    private static final long COMPILING_MILLIS = 20;

    private static final int MOST_WARM_UPS = 30;

    /** One server's process and its calls. */
    private record Side(EchoTarget.Running process, LoopClient client, List<Double> micros) {}

    private final Map<String, Side> sides = new LinkedHashMap<>();

    private EchoRounds() {}

    /** Medians by name: microseconds of processor time per frame by kind, threads by kind, and frames that were lost. */
    static Map<String, Double> measure(String server, int rounds) throws IOException {
        try (EchoRounds echo = new EchoRounds()) {
            for (String kind : List.of("bare", "prompt", "default")) {
                EchoTarget.Running process = new EchoTarget.Running(server, kind);
                Side side = new Side(process, new LoopClient(process.port, CALLS), new ArrayList<>());
                echo.sides.put(kind, side);
                side.client.warmUp(COLD_NANOS);
                side.client.run(WARM_UP_NANOS);
            }
            for (Side side : echo.sides.values()) {
                awaitCompiled(side);
            }
            for (int round = 0; round < rounds; round++) {
                for (Side side : echo.sides.values()) {
                    side.micros.add(microsPerFrame(side));
                }
            }
            return echo.figures();
        }
    }

    /**
     * Whoever has more code is compiled for longer: at this rate that takes most of a minute, and would be taken for what a frame
     * costs.
     */
    private static void awaitCompiled(Side side) throws IOException {
        long before = compiledMillis(side);
        for (int k = 0; k < MOST_WARM_UPS; k++) {
            side.client.run(ROUND_NANOS);
            long now = compiledMillis(side);
            if (now - before < COMPILING_MILLIS) {
                return;
            }
            before = now;
        }
    }

    private static long compiledMillis(Side side) throws IOException {
        side.process.ask("compiled");
        return side.process.answer();
    }

    private Map<String, Double> figures() throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        long lost = 0;
        for (Map.Entry<String, Side> each : sides.entrySet()) {
            Side side = each.getValue();
            figures.put(each.getKey(), median(side.micros));
            side.process.ask("threads");
            figures.put(each.getKey() + ".threads", (double) side.process.answer());
            lost += side.client.missing();
        }
        figures.put("lost", (double) lost);
        return figures;
    }

    private static double microsPerFrame(Side side) throws IOException {
        long before = side.process.cpuNanos();
        long frames = side.client.run(ROUND_NANOS);
        return (side.process.cpuNanos() - before) / 1000.0 / Math.max(1, frames);
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    @Override
    public void close() throws IOException {
        for (Side side : sides.values()) {
            side.client.close();
            side.process.close();
        }
    }
}

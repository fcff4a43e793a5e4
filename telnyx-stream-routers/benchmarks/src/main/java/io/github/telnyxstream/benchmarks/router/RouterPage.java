package io.github.telnyxstream.benchmarks.router;

import io.github.telnyxstream.benchmarks.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/performance-routers.md} from results. */
final class RouterPage {
    private static final double MOST = 1.5;
    private static final Map<Engine, String> BESIDE = Map.of(
            Engine.NATS,
            "NATS's own request and reply",
            Engine.REDIS,
            "`PUBLISH`, and the answer on a channel of its own");

    private RouterPage() {}

    static void write(List<RouterResults> runs, Path file) throws IOException {
        Files.writeString(file, """
                # Performance of routers

                Written by `telnyx-stream-router-benchmarks` from its own output; do not edit. To measure again, on a quiet machine
                and once per JDK: `mvn -B -ntp -Pperformance-routers -pl telnyx-stream-routers/benchmarks -am -DskipTests verify`.

                %s

                A command of 50 bytes to a node in another process and its answer, beside the engine's own request to that same
                process: in turn in one run, medians of 10,000 rounds. The ratios count, the microseconds differ from machine to
                machine. Ours costs two hand-overs more, because handlers and replies do not run on the engine's thread.

                | engine | beside | aim%s |
                | --- | --- | ---%s |
                %s""".formatted(
                        joined(runs, "\n", run -> run.run().line()),
                        joined(runs, "", run -> " | " + run.run().column()),
                        " | ---".repeat(runs.size()),
                        rows(runs)));
    }

    private static String rows(List<RouterResults> runs) {
        StringBuilder rows = new StringBuilder();
        for (Engine engine : Engine.values()) {
            rows.append("| ")
                    .append(engine.name().charAt(0))
                    .append(engine == Engine.NATS ? "ATS" : "edis")
                    .append(" | ")
                    .append(BESIDE.get(engine))
                    .append(" | at most 1.5 ×")
                    .append(joined(runs, "", run -> " | " + cell(row(run, engine))))
                    .append(" |\n");
        }
        return rows.toString();
    }

    private static SideBySide row(RouterResults run, Engine engine) {
        return Objects.requireNonNull(run.rows().get(engine.name()), engine.name());
    }

    private static String cell(SideBySide pair) {
        return String.format(
                Locale.ROOT,
                "%,.0f µs : %,.0f µs = %.2f × %s",
                pair.oursMicros(),
                pair.baseMicros(),
                pair.ratio(),
                pair.ratio() <= MOST ? "met" : "**not met**");
    }

    static List<String> missed(RouterResults results) {
        List<String> missed = new ArrayList<>();
        for (Engine engine : Engine.values()) {
            if (row(results, engine).ratio() > MOST) {
                missed.add(engine.name());
            }
        }
        return missed;
    }

    private static String joined(List<RouterResults> runs, String between, Function<RouterResults, String> text) {
        return runs.stream().map(text).collect(Collectors.joining(between));
    }
}

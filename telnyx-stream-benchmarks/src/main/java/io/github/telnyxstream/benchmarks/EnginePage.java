package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes {@code docs/performance-engine.md} from results. */
final class EnginePage {
    /** A figure that is aimed at: at most so much. */
    private record Aim(String what, double most, ToDoubleFunction<EngineResults> value, String unit) {}

    private static final List<Aim> AIMS = List.of(
            echo("java-websocket", "prompt", 1.1),
            echo("java-websocket", "default", 1.4),
            echo("jetty", "prompt", 1.1),
            echo("jetty", "default", 1.4),
            new Aim(
                    "4,000 paced streams: the timer thread, with encoding and sending",
                    30,
                    share("paced.ticker"),
                    "% of a core"),
            new Aim("4,000 paced streams: the whole process", 40, share("paced.process"), "% of a core"),
            new Aim(
                    "4,000 paced streams: the process, of a timer task per stream",
                    1,
                    ratio("paced.process", "executor.process"),
                    "×"),
            new Aim("4,000 idle sessions: the whole process", 2, share("idle.process"), "% of a core"),
            new Aim("4,000 paced streams: underruns", 0, results -> results.figure("paced.underruns"), ""),
            new Aim("4,000 paced streams: lateness, p50", 0.6, results -> results.figure("paced.p50"), "ms"),
            new Aim("4,000 paced streams: lateness, p99", 1.2, results -> results.figure("paced.p99"), "ms"),
            new Aim("4,000 paced streams: threads of the JVM", 40, results -> results.figure("paced.threads"), ""),
            new Aim("an idle session", 8, results -> results.figure("memory.idle") / 1024, "KiB"),
            new Aim(
                    "a session with 250 frames of PCMU waiting",
                    64,
                    results -> results.figure("memory.active") / 1024,
                    "KiB"));

    private EnginePage() {}

    private static Aim echo(String server, String kind, double most) {
        String listener = kind.equals("prompt") ? "promises not to block" : "runs on the engine's threads";
        return new Aim(
                "200 echo calls on " + server + ", the listener " + listener
                        + ": processor time per frame, of the bare server",
                most,
                ratio("echo." + server + "." + kind, "echo." + server + ".bare"),
                "×");
    }

    private static ToDoubleFunction<EngineResults> share(String name) {
        return results -> results.figure(name) * 100;
    }

    private static ToDoubleFunction<EngineResults> ratio(String name, String base) {
        return results -> results.figure(name) / results.figure(base);
    }

    static void write(List<EngineResults> runs, Path file) throws IOException {
        Files.writeString(file, """
                # Performance of the engine

                Written by `telnyx-stream-benchmarks` from its own output; do not edit. To measure again, on a quiet machine and
                once per JDK: `mvn -B -ntp -Pperformance-engine -pl telnyx-stream-benchmarks -am -DskipTests verify`.

                %s

                Echo: 200 calls over real sockets on the loopback interface, each a frame every 20 ms, spread over the 20 ms; one
                process per server, and the one beside it is the same server library sending the text back without us. Rounds of 3 s
                in turn, medians, after 20 s of warm-up each. Pacing: transports in memory that note the time; lateness is against
                the absolute schedule that the first frame began, so that drift would show. A row that misses its aim says so.

                | what | aim%s |
                | --- | ---%s |
                %s
                """.formatted(
                        joined(runs, "\n", run -> run.run().line()),
                        joined(runs, "", run -> " | " + run.run().column()),
                        " | ---".repeat(runs.size()),
                        AIMS.stream()
                                .map(aim -> "| " + aim.what + " | at most " + text(aim.most, aim.unit)
                                        + joined(runs, "", run -> " | " + cell(run, aim)) + " |\n")
                                .collect(Collectors.joining())));
    }

    private static String cell(EngineResults run, Aim aim) {
        double value = aim.value.applyAsDouble(run);
        return text(value, aim.unit) + (value <= aim.most ? " met" : " **not met**");
    }

    private static String text(double value, String unit) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f %s" : "%.2f %s", value, unit)
                .trim();
    }

    static List<String> missed(EngineResults results) {
        List<String> missed = new ArrayList<>();
        for (Aim aim : AIMS) {
            if (aim.value.applyAsDouble(results) > aim.most) {
                missed.add(aim.what);
            }
        }
        return missed;
    }

    private static String joined(List<EngineResults> runs, String between, Function<EngineResults, String> text) {
        return runs.stream().map(text).collect(Collectors.joining(between));
    }
}

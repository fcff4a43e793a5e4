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

/** Writes the engine's part of {@code docs/performance.md} from results: what stands behind the figures of the codecs. */
public final class EnginePage {
    /** A figure that is aimed at: at most so much. */
    private record Aim(String what, double most, ToDoubleFunction<EngineResults> value, String unit) {}

    private static final String END =
            "<!-- end of the engine's figures: what follows is kept when they are measured again -->";

    private static final List<Aim> AIMS = aims();

    private EnginePage() {}

    private static List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        for (String server : List.of("java-websocket", "jetty")) {
            aims.add(echo(server, "prompt", 1.1));
            aims.add(echo(server, "default", 1.4));
            aims.add(new Aim(
                    "200 echo calls on " + server + ": frames lost", 0, figure("echo." + server + ".lost"), ""));
        }
        aims.add(new Aim(
                "200 echo calls on java-websocket: threads of the JVM",
                40,
                figure("echo.java-websocket.default.threads"),
                ""));
        aims.addAll(ofMessages());
        aims.addAll(ofPacing());
        aims.add(new Aim("an idle session", 8, results -> results.figure("memory.idle") / 1024, "KiB"));
        aims.add(new Aim(
                "a session with 250 frames of PCMU waiting",
                64,
                results -> results.figure("memory.active") / 1024,
                "KiB"));
        aims.addAll(ofCalls("400 real calls on Java-WebSocket for a minute", "calls.java-websocket."));
        aims.addAll(ofCalls("1,000 real calls on Netty for a minute", "calls.netty."));
        return List.copyOf(aims);
    }

    private static Aim echo(String server, String kind, double most) {
        String listener = kind.equals("prompt") ? "promises not to block" : "runs on the engine's threads";
        return new Aim(
                "200 echo calls on " + server + ", the listener " + listener
                        + ": processor time per frame, of the bare server",
                most,
                ratio("echo." + server + "." + kind, "echo." + server + ".bare"),
                "×");
    }

    private static List<Aim> ofMessages() {
        return List.of(
                allocated("read a message, bytes, borrowed", "InboundBenchmark.bytesBorrowed", 0),
                allocated("read a message, bytes, to keep", "InboundBenchmark.bytesToKeep", 400),
                allocated("read a message, string", "InboundBenchmark.string", 450),
                allocated("write a message as bytes", "WriteBenchmark.bytes", 0),
                allocated("write a message as a string", "WriteBenchmark.string", 300),
                new Aim(
                        "the whole library per echo, borrowed",
                        0.5,
                        results -> results.micros("EchoBenchmark.borrowed"),
                        "µs"),
                allocated("the whole library per echo, borrowed", "EchoBenchmark.borrowed", 0),
                new Aim(
                        "the whole library per echo, to keep",
                        1,
                        results -> results.micros("EchoBenchmark.kept"),
                        "µs"),
                allocated("the whole library per echo, to keep", "EchoBenchmark.kept", 600));
    }

    /** Exactly: what the harness itself allocates is far below a byte per operation. */
    private static Aim allocated(String what, String row, double most) {
        return new Aim(what + ": allocated", most, results -> Math.floor(results.allocatedBytes(row)), "B");
    }

    private static List<Aim> ofPacing() {
        String streams = "4,000 paced streams: ";
        ToDoubleFunction<EngineResults> pacing =
                results -> results.figure("paced.ticker") - results.figure("paced.sending", 0);
        return List.of(
                new Aim(
                        streams + "the timer thread without sending",
                        6,
                        results -> pacing.applyAsDouble(results) * 100,
                        "% of a core"),
                new Aim(streams + "the whole process", 40, share("paced.process"), "% of a core"),
                new Aim("4,000 idle sessions: the whole process", 2, share("idle.process"), "% of a core"),
                new Aim(
                        streams + "the timer thread without sending, of a timer task per stream",
                        0.2,
                        results -> pacing.applyAsDouble(results) / results.figure("executor.process"),
                        "×"),
                new Aim(
                        streams + "the same, of Netty's wheel of 1 ms",
                        0.7,
                        results -> pacing.applyAsDouble(results) / results.figure("wheel.process"),
                        "×"),
                new Aim(streams + "underruns", 0, figure("paced.underruns"), ""),
                new Aim(streams + "frames that should have left and had not", 0, figure("paced.missing"), ""),
                new Aim(streams + "lateness, p50", 0.6, figure("paced.p50"), "ms"),
                new Aim(streams + "lateness, p99", 1.2, figure("paced.p99"), "ms"),
                new Aim(
                        streams + "drift: later in the second five seconds by",
                        0.1,
                        results -> Math.max(0, results.figure("paced.drift")),
                        "ms"),
                new Aim(streams + "threads of the JVM", 40, figure("paced.threads"), ""));
    }

    private static List<Aim> ofCalls(String what, String prefix) {
        return List.of(
                new Aim(what + ": frames lost", 0, figure(prefix + "lost"), ""),
                new Aim(what + ": underruns after the first second", 0, figure(prefix + "underruns"), ""),
                new Aim(what + ": drift in frames", 0, figure(prefix + "drift"), ""),
                new Aim(what + ": heap after a collection, of that after 20 s", 1.1, figure(prefix + "heap"), "×"),
                new Aim(what + ": threads of the JVM", 40, figure(prefix + "threads"), ""));
    }

    private static ToDoubleFunction<EngineResults> figure(String name) {
        return results -> results.figure(name);
    }

    private static ToDoubleFunction<EngineResults> share(String name) {
        return results -> results.figure(name) * 100;
    }

    private static ToDoubleFunction<EngineResults> ratio(String name, String base) {
        return results -> results.figure(name) / results.figure(base);
    }

    /**
     * Rewrites the engine's part of the page without measuring.
     *
     * @param arguments folder of the results, file of the page
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        write(new ResultFiles<>(Path.of(arguments[0]), EngineResults.class).readAll(), Path.of(arguments[1]));
    }

    static void write(List<EngineResults> runs, Path file) throws IOException {
        String page = Files.readString(file);
        int end = page.indexOf(PerformancePage.END);
        if (end < 0) {
            throw new IOException(file + " has no mark behind the figures of the codecs");
        }
        int others = page.indexOf(END);
        String kept = others < 0 ? "" : "\n" + page.substring(others);
        Files.writeString(file, page.substring(0, end) + PerformancePage.END + "\n\n" + section(runs) + kept);
    }

    private static String section(List<EngineResults> runs) {
        return """
                ## The engine

                Written by `telnyx-stream-benchmarks` from its own output; do not edit. To measure again, on a quiet machine and
                once per JDK: `mvn -B -ntp -Pperformance-engine -pl telnyx-stream-benchmarks -am -DskipTests verify`.

                %s

                Ratios of one run count, absolute figures differ from machine to machine. Echo: 200 calls over real sockets on the
                loopback interface, each a frame every 20 ms, spread over the 20 ms; one process per server, and the one beside it
                is the same server library sending the text back without us. Rounds of 2 s in turn, medians; each is
                warmed up for 9 s and then until its compilers are silent, a minute more at most.
                Pacing: transports in memory that note the time; lateness is against the absolute schedule that the first
                frame began, so that drift would show. The threads that read the sources write the messages; what the timer thread
                spends on handing them to the transports is measured in the same process, as many transports in turn without an
                engine, and subtracted where the row says so. Warm-up 10 s. Real calls: a cold server with a listener
                that promises not to block, and the client on the same cores. Messages: JMH, one fork.
                A row that misses its aim says so, and the run fails.

                | what | aim%s |
                | --- | ---%s |
                %s%s
                """.formatted(
                joined(runs, "\n", EnginePage::head),
                joined(runs, "", run -> " | " + run.run().column()),
                " | ---".repeat(runs.size()),
                AIMS.stream()
                        .map(aim -> "| " + aim.what + " | at most " + text(aim.most, aim.unit)
                                + joined(runs, "", run -> " | " + cell(run, aim)) + " |\n")
                        .collect(Collectors.joining()),
                Target.MESSAGES.stream()
                        .map(target -> "| " + target.text() + " | " + target.aim()
                                + joined(
                                        runs,
                                        "",
                                        run -> " | " + PerformancePage.verdict(target, target.ratio(run.rows())))
                                + " |")
                        .collect(Collectors.joining("\n")));
    }

    private static String head(EngineResults run) {
        return run.run().line()
                + (run.hasAvx512() ? "; base64 by AVX-512" : "; no AVX-512: JDK 17 decodes base64 slowly");
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
        for (Target target : Target.MESSAGES) {
            if (!target.isMet(target.ratio(results.rows()))) {
                missed.add(target.text());
            }
        }
        return missed;
    }

    private static String joined(List<EngineResults> runs, String between, Function<EngineResults, String> text) {
        return runs.stream().map(text).collect(Collectors.joining(between));
    }
}

package io.github.telnyxstream.examples.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures how many calls this machine takes, as two processes beside each other, and writes the table of the page. A program, no
 * test: {@code mvn -B -ntp -Pperformance-calls -pl telnyx-stream-examples -am -DskipTests verify}.
 */
final class CallsPage {
    private static final String HEADING = "## How many calls a machine takes\n";
    private static final int RAMP_PER_SECOND = 20;
    private static final Duration TO_BEGIN = Duration.ofSeconds(5);
    private static final Duration TO_WARM_UP = Duration.ofSeconds(60);
    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final String java =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final String jar;
    private final Path classes;
    private final Path folder;
    private final String publicKey;
    private boolean isGood = true;

    /** A column: the figures of {@code load}, and what was live in both heaps. */
    private record Column(String title, JsonNode figures, double load, Heap program, Heap simulator) {}

    /** In megabytes, after a collection: a minute after all calls were up, where they stay for long, and at the end. */
    private record Heap(double first, double last) {
        String grown() {
            return Double.isNaN(first) ? "" : format("%+.1f MB", last - first);
        }

        String atTheEnd() {
            return format("%.1f MB", last);
        }
    }

    private CallsPage(String jar, Path classes, Path folder) throws IOException {
        this.jar = jar;
        this.classes = classes;
        this.folder = folder;
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder().keySeed(1).start()) {
            publicKey = telnyx.publicKey();
        }
    }

    /** The jar, the page, the folder of compiled tests, how long calls soak, which columns, such as {@code 100,200,500}, and how many soak. */
    public static void main(String[] arguments) throws Exception {
        // what both programs said stays there
        Path folder = Files.createDirectories(Path.of(arguments[2]).resolveSibling("calls"));
        CallsPage page = new CallsPage(arguments[0], Path.of(arguments[2]), folder);
        Duration soak = Words.time("soak", arguments[3]);
        List<Column> columns = new ArrayList<>();
        for (String calls : arguments[4].split(",", -1)) {
            columns.add(page.answeringMachine(Integer.parseInt(calls)));
        }
        if (!soak.isZero()) {
            columns.add(page.soak(Integer.parseInt(arguments[5]), soak));
        }
        page.write(Path.of(arguments[1]), columns, soak);
        if (!page.isGood) {
            throw new IllegalStateException("not every call was answered, or some were lost: see the page");
        }
    }

    private Column answeringMachine(int calls) throws Exception {
        int port = freePort();
        List<String> program = List.of(
                java,
                "-jar",
                jar,
                "answering-machine",
                "--port",
                "" + port,
                "--messages",
                folder + "/messages",
                "--max-seconds",
                "600",
                "--silence-seconds",
                "60",
                "--max-calls",
                "" + (calls + 10));
        return measure(calls + " calls", program, port, calls, Duration.ofSeconds(60), calls / 5);
    }

    private Column soak(int calls, Duration length) throws Exception {
        int port = freePort();
        List<String> program = List.of(
                java,
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                classes + ":" + jar,
                "io.github.telnyxstream.examples.guide.EchoProgram",
                "" + port);
        return measure(calls + " calls for " + words(length), program, port, calls, length, 0);
    }

    private Column measure(String title, List<String> program, int port, int calls, Duration hold, int overload)
            throws Exception {
        System.out.println(title + " …");
        String log = title.replace(' ', '-');
        int api = freePort();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Process running = start(program, api, log + ".program.log");
        try {
            untilSomebodyListens(port, running, folder.resolve(log + ".program.log"));
            Path json = folder.resolve(log + ".json");
            long before = System.nanoTime();
            Process telnyx = start(
                    List.of(
                            java,
                            "-jar",
                            jar,
                            "load",
                            "--webhook",
                            "http://127.0.0.1:" + port + "/webhook",
                            "--port",
                            "" + api,
                            "--delay",
                            TO_BEGIN.toSeconds() + "s",
                            "--calls",
                            "" + calls,
                            "--ramp",
                            RAMP_PER_SECOND + "/s",
                            "--hold",
                            hold.toMillis() + "ms",
                            "--overload",
                            "" + overload,
                            "--pid",
                            "" + running.pid(),
                            "--json",
                            json.toString()),
                    api,
                    log + ".load.log");
            List<Heap> heaps = heaps(List.of(running.pid(), telnyx.pid()), before, calls, hold);
            isGood &= telnyx.waitFor() == 0;
            System.out.println(Files.readString(folder.resolve(log + ".load.log")));
            return new Column(title, new ObjectMapper().readTree(json.toFile()), load, heaps.get(0), heaps.get(1));
        } finally {
            running.destroy();
            running.waitFor();
            deleteMessages();
        }
    }

    /** Twice where the calls stay for long enough to tell growth from noise, otherwise at the end only. */
    private static List<Heap> heaps(List<Long> processes, long before, int calls, Duration hold) throws Exception {
        Duration allUp = TO_BEGIN.plusSeconds(calls / RAMP_PER_SECOND);
        List<Double> first = List.of(Double.NaN, Double.NaN);
        if (hold.compareTo(TO_WARM_UP.multipliedBy(2)) >= 0) {
            sleepUntil(before, allUp.plus(TO_WARM_UP));
            first = List.of(liveMegabytes(processes.get(0)), liveMegabytes(processes.get(1)));
        }
        sleepUntil(before, allUp.plus(hold).minusSeconds(5));
        return List.of(
                new Heap(first.get(0), liveMegabytes(processes.get(0))),
                new Heap(first.get(1), liveMegabytes(processes.get(1))));
    }

    private static void sleepUntil(long before, Duration since) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(since.toNanos() - (System.nanoTime() - before));
    }

    /** What is left of the heap after a full collection. */
    private static double liveMegabytes(long pid) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        "" + pid,
                        "GC.class_histogram")
                .start();
        Matcher total = LIVE.matcher(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        if (jcmd.waitFor() != 0 || !total.find()) {
            throw new IOException("jcmd tells no histogram of " + pid);
        }
        return Long.parseLong(total.group(1)) / 1024.0 / 1024.0;
    }

    private Process start(List<String> command, int api, String log) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("TELNYX_BASE_URL", "http://127.0.0.1:" + api + "/v2");
        process.environment().put("TELNYX_API_KEY", "KEYsimulator");
        process.environment().put("TELNYX_PUBLIC_KEY", publicKey);
        return process.redirectOutput(folder.resolve(log).toFile()).start();
    }

    private void untilSomebodyListens(int port, Process program, Path log) throws Exception {
        while (program.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException nobodyYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("the program did not start: " + Files.readString(log));
    }

    private void deleteMessages() throws IOException {
        Path messages = folder.resolve("messages");
        if (!Files.exists(messages)) {
            return;
        }
        try (Stream<Path> files = Files.walk(messages)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String words(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
    }

    private void write(Path page, List<Column> columns, Duration soak) throws IOException {
        StringBuilder text = new StringBuilder(HEADING).append(INTRODUCTION);
        text.append("| | ").append(cells(columns, Column::title)).append("\n| --- |");
        text.append(" --- |".repeat(columns.size())).append('\n');
        row(
                text,
                "answered, ramp of " + RAMP_PER_SECOND + " a second, both processes cold",
                columns,
                one -> one.figures().path("answered").asInt() + " of "
                        + one.figures().path("calls").asInt());
        row(
                text,
                "of them lost",
                columns,
                one -> one.figures().path("lost_calls").asText());
        if (columns.stream().anyMatch(one -> !lostWhy(one).isEmpty())) {
            row(text, "why", columns, CallsPage::lostWhy);
        }
        row(text, "the program, of a core", columns, one -> use(one, "program"));
        row(text, "the program, of a core for each call", columns, one -> perCall(one, "program"));
        row(text, "the program's resident memory, from all up to the end", columns, one -> grown(one, "program"));
        row(
                text,
                "the program's live heap at the end",
                columns,
                one -> one.program().atTheEnd());
        row(
                text,
                "the same, from a minute after all up",
                columns,
                one -> one.program().grown());
        row(text, "the simulator, of a core for each call", columns, one -> perCall(one, "simulator"));
        row(text, "the simulator's resident memory", columns, one -> grown(one, "simulator"));
        row(
                text,
                "the simulator's live heap at the end",
                columns,
                one -> one.simulator().atTheEnd());
        row(
                text,
                "the same, from a minute after all up",
                columns,
                one -> one.simulator().grown());
        row(
                text,
                "from the answer to the first audio, p50, p95, p99",
                columns,
                one -> percentiles(one, "first_audio_millis"));
        row(text, "webhook answered after, p50, p95, p99", columns, one -> percentiles(one, "webhook_millis"));
        row(
                text,
                "audio ran dry within an utterance",
                columns,
                one -> one.figures().path("underruns").asText());
        row(text, "more at four times the rate, room for 10", columns, CallsPage::overload);
        row(text, "load average before", columns, one -> format("%.2f", one.load()));
        text.append('\n').append(LocalDate.now()).append(", JDK ").append(System.getProperty("java.runtime.version"));
        text.append(", ")
                .append(processor())
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors());
        text.append(" processors.\n")
                .append(format(BAR, soak.isZero() ? "this run has no soak" : "the last column is what was run here"));
        String before = Files.readString(page);
        Files.writeString(page, before.substring(0, before.indexOf(HEADING)) + text);
    }

    private static void row(StringBuilder text, String name, List<Column> columns, Function<Column, String> cell) {
        text.append("| ")
                .append(name)
                .append(" | ")
                .append(cells(columns, cell))
                .append('\n');
    }

    private static String cells(List<Column> columns, Function<Column, String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining(" | ", "", " |"));
    }

    private static String lostWhy(Column column) {
        List<String> reasons = new ArrayList<>();
        column.figures()
                .path("lost_reasons")
                .properties()
                .forEach(reason -> reasons.add(reason.getValue().asInt() + ": " + reason.getKey()));
        return String.join("; ", reasons);
    }

    private static String use(Column column, String who) {
        return format(
                "%.1f %%", column.figures().path(who).path("percent_of_core").asDouble());
    }

    private static String perCall(Column column, String who) {
        return format(
                "%.2f %%",
                column.figures().path(who).path("percent_of_core_per_call").asDouble());
    }

    private static String grown(Column column, String who) {
        return format(
                "%+.1f MB", column.figures().path(who).path("grown_megabytes").asDouble());
    }

    private static String percentiles(Column column, String name) {
        JsonNode values = column.figures().path(name);
        return format(
                "%,.0f, %,.0f, %,.0f ms",
                values.path("p50").asDouble(),
                values.path("p95").asDouble(),
                values.path("p99").asDouble());
    }

    private static String overload(Column column) {
        JsonNode more = column.figures().path("overload");
        return more.path("calls").asInt() == 0
                ? ""
                : more.path("answered").asInt() + " answered, "
                        + more.path("refused").asInt() + " refused, "
                        + more.path("waiting").asInt() + " left waiting";
    }

    private static String processor() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        return Files.isReadable(cpus)
                ? Files.readAllLines(cpus).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.replaceFirst(".*: ", ""))
                        .findFirst()
                        .orElse("")
                : System.getProperty("os.arch");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static final String INTRODUCTION = """

            Written by `CallsPage` of the examples from its own output; do not edit. To measure again, on a quiet machine:
            `mvn -B -ntp -Pperformance-calls -pl telnyx-stream-examples -am -DskipTests verify`, with `-Dsoak=8h` for as long a soak as you
            like (`0s` for none) and `-Dcalls=100,200` for other columns.

            The answering machine (every frame decoded, listened to and written to disk) and the simulator that calls it, as two processes on
            the same cores, by [`load`](simulator.md#how-many-calls-does-it-take-load); a minute with all calls up. The soak calls the echo of
            [Getting started](getting-started.md), which keeps nothing, with a heap of 512 MB that is touched at the start, so that resident
            memory shows what grows outside it. Live heap is what a full collection leaves, which is asked for five seconds before the end.
            Callers speak for one and a half of every five seconds.

            """;

    private static final String BAR = """
            The bar of the field, a SIP bridge in Rust, is 0.54 %% of a core a call, and 1.6 MB more memory after eight hours of 200 calls;
            %s.
            """;
}

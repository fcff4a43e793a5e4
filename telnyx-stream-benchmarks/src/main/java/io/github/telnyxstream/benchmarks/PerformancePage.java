package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/performance.md} from results; what follows the end mark on the page is other people's and kept. */
public final class PerformancePage {
    static final String END = "<!-- end of the codec figures: what follows is kept when they are measured again -->";

    private final List<Results> runs;
    private final StringBuilder page = new StringBuilder();

    private PerformancePage(List<Results> runs) {
        this.runs = runs;
    }

    /**
     * Rewrites the page without measuring.
     *
     * @param arguments folder of the results, file of the page
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        write(new ResultFiles<>(Path.of(arguments[0]), Results.class).readAll(), Path.of(arguments[1]));
    }

    static void write(List<Results> runs, Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, new PerformancePage(runs).codecs() + END + kept(file));
    }

    private static String kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "\n";
        }
        String old = Files.readString(file);
        int end = old.indexOf(END);
        return end < 0 ? "\n" : old.substring(end + END.length());
    }

    private String codecs() throws IOException {
        line("# Performance");
        line("");
        line(
                "Written by `telnyx-stream-benchmarks` from its own output; do not edit above the end mark. To measure again, on");
        line(
                "a quiet machine and once per JDK: `mvn -B -ntp -Pperformance -pl telnyx-stream-benchmarks -am -DskipTests verify`.");
        line("");
        for (Results run : runs) {
            line(run.run().line());
        }
        line("");
        page.append(text("how.md"));
        targets();
        cpuTimes();
        rows("G.711: decode 160 bytes", "DecodeBenchmark", "DecodeBenchmark.limitCopyOf320Bytes");
        rows("G.711: encode 160 samples", "EncodeBenchmark", "EncodeBenchmark.limitNarrowingCast");
        rows("Everything else, per frame of 20 ms", "CodecBenchmark", "DecodeBenchmark.limitCopyOf320Bytes");
        rows("Shapes that were tried for G.711", "ShapeBenchmark", "ShapeBenchmark.decodeStaticTable");
        page.append(text("why.md"));
        line(
                "Java Sound's µ-law encoder turns " + runs.get(0).javaSoundLosses()
                        + " of the 65,536 samples from over half of full scale into near-silence (counted in this run): loud speech");
        line("crackles. That, and not its speed, is the reason to leave it alone.");
        line("");
        return page.toString();
    }

    private void targets() {
        line("## Targets");
        line("");
        head("ratio", "aim");
        for (Target target : Target.ALL) {
            row(target.text(), target.aim(), run -> verdict(target, target.ratio(run.rows())));
        }
        line("");
    }

    static String verdict(Target target, double ratio) {
        return number(ratio) + " × " + (target.isMet(ratio) ? "met" : "**not met**");
    }

    private void cpuTimes() {
        line("## Processor time for twenty minutes of audio");
        line("");
        line("Ours: one thread, warmed up, frame by frame. The program: without its start. Aim: at most "
                + number(Target.CPU_BOUND) + " × the program's.");
        line("");
        head("task", "beside");
        for (String task : runs.get(0).cpuTimes().keySet()) {
            row(task, runs.get(0).cpuTime(task).program(), run -> cpuTime(run.cpuTime(task)));
        }
        line("");
    }

    private static String cpuTime(Results.CpuTime time) {
        if (time.programSeconds() <= 0) {
            return number(time.oursSeconds()) + " s; program not installed";
        }
        double ratio = time.oursSeconds() / time.programSeconds();
        return number(time.oursSeconds()) + " s : " + number(time.programSeconds()) + " s = " + number(ratio) + " × "
                + (time.withinAim() ? "met" : "**not met**");
    }

    private void rows(String title, String prefix, String limit) {
        line("## " + title);
        line("");
        head("row", "allocated");
        row("against: " + limit.substring(limit.indexOf('.') + 1), allocated(limit), run -> nanos(run, limit, limit));
        for (String name : runs.get(0).rows().keySet()) {
            if (name.startsWith(prefix + ".") && !name.equals(limit)) {
                row(name.substring(name.indexOf('.') + 1), allocated(name), run -> nanos(run, name, limit));
            }
        }
        line("");
    }

    private String allocated(String name) {
        double most = runs.stream()
                .mapToDouble(run -> run.row(name).allocatedBytes())
                .max()
                .orElse(Double.NaN);
        return most < 0.005 ? "0" : number(most) + " B";
    }

    private static String nanos(Results run, String name, String limit) {
        double nanos = run.row(name).nanos();
        return number(nanos) + " ns (" + number(nanos / run.row(limit).nanos()) + " ×)";
    }

    private void head(String first, String second) {
        String jdks = runs.stream().map(run -> " | " + run.run().column()).collect(Collectors.joining());
        line("| " + first + " | " + second + jdks + " |");
        line("| --- | ---" + " | ---".repeat(runs.size()) + " |");
    }

    private void row(String first, String second, Function<Results, String> cell) {
        line("| " + first + " | " + second
                + runs.stream().map(run -> " | " + cell.apply(run)).collect(Collectors.joining()) + " |");
    }

    static String number(double value) {
        String pattern = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, pattern, value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String text(String name) throws IOException {
        try (InputStream in = PerformancePage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

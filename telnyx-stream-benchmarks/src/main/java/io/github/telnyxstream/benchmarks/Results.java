package io.github.telnyxstream.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one run on one JDK measured.
 *
 * @param jdk version and vendor
 * @param machine processor, number of them, operating system
 * @param date day of the run
 * @param rows by benchmark, {@code Class.method}
 * @param cpuTimes by task, seconds of processor time beside a program's
 * @param javaSoundLosses how many loud samples Java Sound's µ-law encoder turns into near-silence
 */
record Results(
        String jdk,
        String machine,
        String date,
        Map<String, Row> rows,
        Map<String, CpuTime> cpuTimes,
        int javaSoundLosses) {

    /**
     * One benchmark.
     *
     * @param nanos median time of one operation over all iterations of all forks
     * @param allocatedBytes allocated by one operation, 0 below a thousandth
     */
    record Row(double nanos, double allocatedBytes) {}

    /**
     * The same file through us and through a program.
     *
     * @param program what we are compared with
     * @param oursSeconds processor time of our thread, warmed up
     * @param programSeconds processor time of the program without its start, or -1 where it is not installed
     */
    record CpuTime(String program, double oursSeconds, double programSeconds) {}

    static Results of(Map<String, Row> rows, Map<String, CpuTime> cpuTimes, int javaSoundLosses) throws IOException {
        String jdk = System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vendor");
        String machine = processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new Results(jdk, machine, LocalDate.now(ZoneOffset.UTC).toString(), rows, cpuTimes, javaSoundLosses);
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    Row row(String benchmark) {
        return Objects.requireNonNull(rows.get(benchmark), benchmark);
    }

    CpuTime cpuTime(String task) {
        return Objects.requireNonNull(cpuTimes.get(task), task);
    }

    Results withRows(Map<String, Row> newer) {
        Map<String, Row> all = new TreeMap<>(rows);
        all.putAll(newer);
        return new Results(jdk, machine, LocalDate.now(ZoneOffset.UTC).toString(), all, cpuTimes, javaSoundLosses);
    }

    /** Of the JDK that runs this. */
    static Results read(Path folder) throws IOException {
        return new ObjectMapper().readValue(file(folder).toFile(), Results.class);
    }

    private static Path file(Path folder) {
        return folder.resolve("jdk-" + Runtime.version().feature() + ".json");
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = file(folder);
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, mapper.writeValueAsString(this) + "\n");
    }

    /** Of every JDK that was measured, the oldest first. */
    static List<Results> readAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
        List<Results> all = new ArrayList<>();
        for (Path file : files) {
            all.add(new ObjectMapper().readValue(file.toFile(), Results.class));
        }
        return all;
    }
}

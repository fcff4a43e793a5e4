package io.github.telnyxstream.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param jdk version and vendor
 * @param machine processor, number of them, operating system
 * @param date day of the run
 */
public record Run(String jdk, String machine, String date) {

    /** This process, today. */
    public static Run here() throws IOException {
        String jdk = System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vendor");
        String machine = processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new Run(jdk, machine, LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** Whether the JVM has what it decodes base64 with on this kind of processor; it may be there and be called otherwise. */
    static boolean hasAvx512() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(info, StandardCharsets.UTF_8)) {
            return lines.anyMatch(line -> line.startsWith("flags")
                    && line.contains(" avx512bw")
                    && line.contains(" avx512vl")
                    && line.contains(" avx512_vbmi"));
        }
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

    /** A line for the head of a page. */
    public String line() {
        return "- " + date + ": JDK " + jdk + "; " + machine;
    }

    /** The title of a column. */
    public String column() {
        return "JDK " + jdk.replaceAll("^(\\d+).*", "$1");
    }
}

package io.github.telnyxstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the table of {@code docs/servers.md} from what the contract suite has written: each server, each test, a tick or the
 * reason. What stands outside the marks is kept.
 */
public final class ServersPage {
    private static final String BEGIN = "<!-- written by ServersPage from the contract suite's results -->";
    private static final String END = "<!-- end of the results -->";
    private static final double LEAST_RATIO = 0.9;
    private static final double LEAST_RATIO_TO_NIO = 0.85;
    /** Behind the server's name where it was measured beside an echo on the JDK's channels, and not beside its own. */
    private static final String BESIDE_NIO = ", beside raw NIO";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> servers = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<ServerResults> echoes = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final StringBuilder page = new StringBuilder();

    private ServersPage() {}

    /**
     * Rewrites the page.
     *
     * @param arguments folder of the adapters, after their integration tests; file of the page; folder of what
     *     {@link MeasureServers} has written
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        ServersPage results = new ServersPage();
        results.read(Path.of(arguments[0]));
        if (Files.isDirectory(Path.of(arguments[2]))) {
            results.echoes.addAll(new ResultFiles<>(Path.of(arguments[2]), ServerResults.class).readAll());
        }
        Path file = Path.of(arguments[1]);
        String old = Files.readString(file);
        Files.writeString(
                file,
                old.substring(0, old.indexOf(BEGIN) + BEGIN.length())
                        + results.table()
                        + old.substring(old.indexOf(END)));
    }

    private void read(Path adapters) throws IOException {
        for (Path adapter : sorted(adapters)) {
            readResults(adapter, adapter);
            for (Path otherServer : sorted(adapter)) {
                readResults(otherServer, adapter);
            }
        }
    }

    private void readResults(Path module, Path adapter) throws IOException {
        for (Path result : sorted(module.resolve("target").resolve("contract"))) {
            JsonNode report = JSON.readTree(result.toFile());
            servers.put(report.path("server").asText(), report.path("tests"));
            lines.put(report.path("server").asText(), codeLines(adapter.resolve("src/main/java")));
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Without comments, imports, empty lines and what takes webhooks. */
    private static int codeLines(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            int count = 0;
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.getFileName().toString().contains("Webhook"))
                    .toList()) {
                count += (int) Files.readString(file)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.matches("(//|/?\\*|import |package ).*"))
                        .count();
            }
            return count;
        }
    }

    private String table() {
        page.append("\n\n|");
        servers.keySet().forEach(server -> page.append(" | ").append(server));
        page.append(" |\n| ---").append(" | ---".repeat(servers.size())).append(" |\n| lines of code");
        lines.values().forEach(count -> page.append(" | ").append(count));
        page.append(" |\n");
        echoes.forEach(results -> {
            String column = results.run().column();
            ratios(results, "echo, processor time bare : ours, " + column, "", LEAST_RATIO);
            ratios(results, "echo, processor time raw NIO : ours, " + column, BESIDE_NIO, LEAST_RATIO_TO_NIO);
        });
        Map<String, String> tests = new TreeMap<>();
        servers.values()
                .forEach(report -> report.properties()
                        .forEach(test -> tests.put(
                                test.getValue().path("rule").asText() + " `" + test.getKey() + "`", test.getKey())));
        tests.forEach(this::row);
        for (int n = 0; n < reasons.size(); n++) {
            page.append('\n').append(n + 1).append(". ").append(reasons.get(n));
        }
        return page.append(reasons.isEmpty() ? "\n" : "\n\n").toString();
    }

    /** What the aim is missed by is said. */
    private void ratios(ServerResults results, String title, String suffix, double least) {
        page.append("| ").append(title);
        page.append(servers.keySet().stream()
                .map(server -> results.echoes().get(server + suffix))
                .map(echo -> echo == null ? "not measured" : ratio(echo.ratio(), least))
                .collect(Collectors.joining(" | ", " | ", " |\n")));
    }

    private static String ratio(double ratio, double least) {
        String figure = String.format(Locale.ROOT, "%.2f", ratio);
        return ratio < least ? figure + " **missed**" : figure;
    }

    private void row(String title, String test) {
        page.append("| ").append(title);
        page.append(servers.values().stream()
                .map(report -> cell(report.path(test)))
                .collect(Collectors.joining(" | ", " | ", " |\n")));
    }

    private String cell(JsonNode test) {
        String result = test.path("result").asText("not run");
        if (result.equals("passed")) {
            return "✓";
        }
        if (!result.equals("excused")) {
            return result;
        }
        String reason = test.path("reason").asText();
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        return "no (" + (reasons.indexOf(reason) + 1) + ")";
    }
}

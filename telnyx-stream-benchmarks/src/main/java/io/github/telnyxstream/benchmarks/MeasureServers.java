package io.github.telnyxstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures what each server's processor does per echoed frame, with the library and without, each in a process of its own and
 * in turn: 400 calls, a frame each 20 ms. A minute and a half for each server.
 */
public final class MeasureServers {
    private static final int CALLS = 400;
    private static final int ROUNDS = 5;
    private static final long COLD_NANOS = 3_000_000_000L;
    /** The engine's first pings are sent after 20 s: until then nobody has compiled them. */
    private static final long WARM_UP_NANOS = 24_000_000_000L;

    private static final int MOST_WARM_UPS = 20;
    /** Of a round: the compilers have become silent. */
    private static final long COMPILING_MILLIS = 20;

    private static final long ROUND_NANOS = 2_000_000_000L;
    private static final String BARE = "Bare";

    private MeasureServers() {}

    /** A server's process and its calls. */
    private static final class Side implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final LoopClient client;
        private final List<Double> micros = new ArrayList<>();
        final String name;

        Side(String classPath, String server) throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx1g",
                            "-cp",
                            classPath,
                            EchoProcess.class.getName(),
                            server)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String first = answers.readLine();
            if (first == null) {
                throw new IOException("the process of " + server + " has ended without serving");
            }
            String[] begin = first.split(" ", 2);
            name = begin[1];
            client = new LoopClient(Integer.parseInt(begin[0]), CALLS);
            client.warmUp(COLD_NANOS);
            client.run(WARM_UP_NANOS);
            awaitCompiled();
        }

        /** Whoever has more code is compiled for longer, which would be taken for what a frame costs. */
        private void awaitCompiled() throws IOException {
            long before = ask(EchoProcess.COMPILED);
            for (int k = 0; k < MOST_WARM_UPS; k++) {
                client.run(ROUND_NANOS);
                long now = ask(EchoProcess.COMPILED);
                if (now - before < COMPILING_MILLIS) {
                    return;
                }
                before = now;
            }
        }

        private long cpuNanos() throws IOException {
            return ask("");
        }

        private long ask(String question) throws IOException {
            process.getOutputStream().write((question + '\n').getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return Long.parseLong(answers.readLine().trim());
        }

        void round() throws IOException {
            long before = cpuNanos();
            long frames = client.run(ROUND_NANOS);
            micros.add((cpuNanos() - before) / 1000.0 / Math.max(1, frames));
        }

        double median() {
            return EchoRounds.median(micros);
        }

        @Override
        public void close() throws IOException {
            client.close();
            process.destroyForcibly();
        }
    }

    /**
     * Runs.
     *
     * @param arguments folder of the adapters, whose tests are compiled and whose class paths are written
     *     ({@code -Decho.skip=false}); folder for the results; of the servers' names those to measure, or none for all
     * @throws IOException if something cannot be measured
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        ResultFiles<ServerResults> files = new ResultFiles<>(Path.of(arguments[1]), ServerResults.class);
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        Map<String, ServerResults.Echo> echoes = new TreeMap<>();
        Run here = Run.here();
        Files.createDirectories(Path.of(arguments[1]));
        files.readAll().stream()
                .filter(before -> before.run().column().equals(here.column()))
                .forEach(before -> echoes.putAll(before.echoes()));
        for (Path tests : withBareServer(Path.of(arguments[0]))) {
            String name = tests.getFileName().toString().replace(".class", "").substring(BARE.length());
            if (wanted.isEmpty() || wanted.contains(name)) {
                measure(tests, name, echoes);
                files.write(new ServerResults(here, echoes));
            }
        }
        echoes.forEach((name, echo) -> System.out.printf("%s %.2f%n", name, echo.ratio()));
    }

    private static List<Path> withBareServer(Path adapters) throws IOException {
        try (Stream<Path> files = Files.walk(adapters)) {
            return files.filter(file -> file.toString().contains("test-classes"))
                    .filter(file -> file.getFileName().toString().matches(BARE + "[A-Za-z0-9]+(?<!Test)\\.class"))
                    .filter(file -> Files.exists(target(file).resolve("echo.classpath")))
                    .sorted()
                    .toList();
        }
    }

    private static Path target(Path tests) {
        String path = tests.toString();
        return Path.of(path.substring(0, path.indexOf("/test-classes/")));
    }

    private static void measure(Path tests, String name, Map<String, ServerResults.Echo> echoes) throws IOException {
        Path target = target(tests);
        String classPath = String.join(
                ":",
                target.resolve("classes").toString(),
                target.resolve("test-classes").toString(),
                Files.readString(target.resolve("echo.classpath")).trim(),
                System.getProperty("java.class.path").split(":", 2)[0]);
        String inside = target.resolve("test-classes").relativize(tests).toString();
        String folder = inside.substring(0, inside.lastIndexOf('/') + 1).replace('/', '.');
        try (Side bare = new Side(classPath, folder + BARE + name);
                Side ours = new Side(classPath, folder + name + "ContractIT")) {
            for (int round = 0; round < ROUNDS; round++) {
                bare.round();
                ours.round();
            }
            echoes.put(ours.name, new ServerResults.Echo(bare.median(), ours.median()));
        }
    }
}

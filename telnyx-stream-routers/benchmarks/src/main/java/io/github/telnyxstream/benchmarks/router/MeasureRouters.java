package io.github.telnyxstream.benchmarks.router;

import io.github.telnyxstream.benchmarks.ResultFiles;
import io.github.telnyxstream.benchmarks.Run;
import io.github.telnyxstream.benchmarks.SideBySide;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.router.EngineProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures routers on this JDK and writes the page of ratios from what all JDKs gave. About a minute. */
public final class MeasureRouters {
    private static final int WARM_UPS = 5_000;
    private static final int ROUNDS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] COMMAND =
            "{\"v\":1,\"do\":\"say\",\"with\":\"One moment, please\"}".getBytes(StandardCharsets.UTF_8);

    private MeasureRouters() {}

    /**
     * Runs.
     *
     * @param arguments folder for the results, file of the page
     * @throws Exception if something cannot be measured, the page cannot be written, or a target is missed
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("arguments: folder of results, page");
        }
        ResultFiles<RouterResults> files = new ResultFiles<>(Path.of(arguments[0]), RouterResults.class);
        Map<String, SideBySide> rows = new LinkedHashMap<>();
        for (Engine engine : Engine.values()) {
            rows.put(engine.name(), measure(engine));
        }
        RouterResults results = new RouterResults(Run.here(), rows);
        files.write(results);
        RouterPage.write(files.readAll(), Path.of(arguments[1]));
        List<String> missed = RouterPage.missed(results);
        if (!missed.isEmpty()) {
            throw new IllegalStateException("targets missed on this run: " + missed);
        }
    }

    private static SideBySide measure(Engine engine) throws Exception {
        Path folder = Files.createTempDirectory("router");
        try (EngineProcess server = engine.start(folder)) {
            String url = engine.url(server);
            Process far = far(engine, url);
            try (Bare bare = engine.bare(url);
                    StreamRouter router = StreamRouter.over(engine.bus(url))) {
                while (!(send(router) instanceof Answered)) {
                    Thread.onSpinWait();
                }
                return SideBySide.measure(() -> answer(send(router)), () -> bare.ask(COMMAND), WARM_UPS, ROUNDS);
            } finally {
                far.destroyForcibly();
            }
        }
    }

    private static RouterReply send(StreamRouter router) throws Exception {
        return router.send(FarNode.KEY, RoutedCommand.of(COMMAND), PATIENCE)
                .toCompletableFuture()
                .get();
    }

    private static byte[] answer(RouterReply reply) {
        if (reply instanceof Answered answered) {
            return answered.body();
        }
        throw new IllegalStateException("the other node said " + reply);
    }

    private static Process far(Engine engine, String url) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FarNode.class.getName(),
                        engine.name(),
                        url)
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(FarNode.READY)) {
                return process;
            }
            said.append(line).append('\n');
        }
        throw new IOException("the other node ended: " + said);
    }
}

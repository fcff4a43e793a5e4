package io.github.telnyxstream.examples.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A module that names one adapter only, compiled and run with nothing but what the adapter's POM delivers and the server that
 * the application brings. Each adapter by itself, since their servers do not agree on versions; those for Java-WebSocket and
 * Jetty are required by the module beside this test.
 */
class DownstreamOfAdaptersTest {

    @TempDir
    private Path folder;

    /** Call control is optional: who wants streams only does not have it. Spring's handler is made in a servlet container only. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            netty | netty | new StreamUpgradeHandler("/media", acceptor)
            vertx | vertx | new StreamRequestHandler("/media", acceptor, request -> {})
            jakarta | jakarta | new StreamServlet(acceptor)
            spring | spring | (java.util.function.Supplier<Object>) () -> new StreamRequestHandler(acceptor)
            webflux | webflux | new StreamWebHandler(acceptor)
            """)
    void compilesAndRunsWithStreamsAlone(String adapter, String name, String handler) throws Exception {
        compileAndRun(adapter, name, "", """
                try (var acceptor = io.github.telnyxstream.stream.StreamAcceptor.create(
                        () -> new io.github.telnyxstream.stream.StreamListener() {})) {
                    Object made = %s;
                    java.util.Objects.requireNonNull(made);
                }
                """.formatted(handler), entry -> !entry.contains("telnyx-stream-callcontrol"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            netty | netty | new WebhookRequestHandler("/webhook", receiver)
            vertx | vertx | new WebhookRequestHandler("/webhook", receiver, request -> {})
            jakarta | jakarta | new WebhookServlet(receiver)
            spring | spring | new WebhookRequestHandler(receiver)
            webflux | webflux | new WebhookWebHandler(receiver)
            jdk-httpserver | jdkhttpserver | new WebhookHttpHandler(receiver)
            """)
    void compilesAndRunsWithWebhooks(String adapter, String name, String handler) throws Exception {
        compileAndRun(
                adapter, name, "requires io.github.telnyxstream.callcontrol;", """
                var verifier = io.github.telnyxstream.callcontrol.webhook.WebhookVerifier.create(
                        "WGZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=");
                try (var receiver = io.github.telnyxstream.callcontrol.webhook.WebhookReceiver.create(verifier, event -> {})) {
                    Object made = %s;
                    java.util.Objects.requireNonNull(made);
                }
                """.formatted(handler), entry -> true);
    }

    private void compileAndRun(String adapter, String name, String more, String body, Predicate<String> wanted)
            throws Exception {
        Path main = Files.createDirectories(folder.resolve("src/downstream")).resolve("Main.java");
        Path descriptor = folder.resolve("src/module-info.java");
        Files.writeString(
                descriptor,
                "module downstream { requires io.github.telnyxstream.adapter.%s; %s exports downstream; }"
                        .formatted(name, more));
        Files.writeString(
                main,
                "package downstream; import io.github.telnyxstream.adapter.%s.*;\npublic class Main { public static void run() {\n%s}}"
                        .formatted(name, body));
        Path target = root().resolve("telnyx-stream-adapters").resolve(adapter).resolve("target");
        Set<String> path = Stream.concat(
                        Stream.of(target.resolve("classes").toString()),
                        Arrays.stream(Files.readString(target.resolve("downstream.classpath"))
                                .split(File.pathSeparator)))
                .filter(wanted)
                .collect(Collectors.toSet());
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int failed = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--module-path",
                        String.join(File.pathSeparator, path),
                        "-d",
                        folder.resolve("classes").toString(),
                        descriptor.toString(),
                        main.toString());
        assertThat(failed).as(said.toString()).isZero();
        run(Stream.concat(path.stream().map(Path::of), Stream.of(folder.resolve("classes")))
                .toArray(Path[]::new));
    }

    /** In a layer of its own, which sees nothing of this test's class path. */
    private static void run(Path[] path) throws Exception {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration resolved =
                boot.configuration().resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("downstream"));
        Class<?> main = boot.defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader())
                .findLoader("downstream")
                .loadClass("downstream.Main");
        assertThatCode(() -> main.getMethod("run").invoke(null)).doesNotThrowAnyException();
    }

    private static Path root() {
        return Path.of("").toAbsolutePath().getParent().getParent();
    }
}

package io.github.telnyxstream.examples;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code agent}, whose program lies in the folder {@code lib/agent} beside the jar: it is large, and partly of another licence. Where
 * the jar was built without it, says how it is built. It is loaded when it is asked for and not before: on the class path its
 * libraries would cost every other program half a second.
 */
@Command(
        name = "agent",
        description = "Answers calls and talks; with --simulate it holds a conversation without a network.",
        footerHeading = "%nExample: a conversation without a network or an account%n",
        footer = "  agent --simulate")
final class AgentBeside implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(AgentBeside.class);

    private final Map<String, String> environment;
    private final Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    private AgentBeside(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** The command, which leaves its arguments to the program. */
    static CommandLine of(Map<String, String> environment, Path folder) {
        return new CommandLine(new AgentBeside(environment, folder))
                .setUnmatchedArgumentsAllowed(true)
                .setStopAtUnmatched(true);
    }

    /** Where the build puts it. */
    static Path usualFolder() {
        try {
            Path jar = Path.of(AgentBeside.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("lib").resolve("agent");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Integer call() {
        CommandLine self = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        CommandLine program = program();
        if (program == null) {
            self.getErr()
                    .println("agent is not in this build, or not whole: the folder lib/agent beside the jar comes from"
                            + " mvn -B -ntp -DskipTests -pl telnyx-stream-examples/agent -am package");
            return ExitCode.USAGE;
        }
        return program.setCommandName("telnyx-stream.jar agent")
                .setOut(self.getOut())
                .setErr(self.getErr())
                .setParameterExceptionHandler(self.getParameterExceptionHandler())
                .setExecutionExceptionHandler(self.getExecutionExceptionHandler())
                .execute(self.getUnmatchedArguments().toArray(String[]::new));
    }

    private @Nullable CommandLine program() {
        try {
            URLClassLoader libraries = new URLClassLoader(jars(), AgentBeside.class.getClassLoader());
            // MaryTTS looks for its parts there, and open as long as the program runs
            Thread.currentThread().setContextClassLoader(libraries);
            for (OtherProgram other : ServiceLoader.load(OtherProgram.class, libraries)) {
                return new CommandLine(other.command(environment));
            }
        } catch (IOException | ServiceConfigurationError | LinkageError incomplete) {
            log.debug("agent cannot be loaded", incomplete);
        }
        return null;
    }

    private URL[] jars() throws IOException {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> jars = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                jars.add(file.toUri().toURL());
            }
            return jars.toArray(URL[]::new);
        }
    }
}

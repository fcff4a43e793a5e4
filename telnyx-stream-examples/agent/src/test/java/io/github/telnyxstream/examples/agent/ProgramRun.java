package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code telnyx-stream.jar agent} as a person starts it: a JVM of its own, in a folder of its own. */
final class ProgramRun implements AutoCloseable {
    static final Path JAR = Path.of("..", "target", "telnyx-stream.jar").toAbsolutePath();

    final Process process;
    private final Path output;

    ProgramRun(Path jar, Path folder, Map<String, String> environment, String... options) throws IOException {
        output = Files.createTempFile(folder.toAbsolutePath().getParent(), "output", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(), "agent"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TELNYX_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    int exit() {
        return Eventually.exitOf(process);
    }

    /** What it has said so far. */
    List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

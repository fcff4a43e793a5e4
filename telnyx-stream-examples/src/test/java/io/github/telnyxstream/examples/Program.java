package io.github.telnyxstream.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start the jar in a JVM of its own. */
public final class Program {
    /** As the build has made it, with the folder lib beside it. */
    public static final Path JAR = Path.of("target", "telnyx-stream.jar");

    private Program() {}

    /**
     * A command for a JVM that lives for seconds: it begins sooner and leaves the machine to others, and the program is the same.
     *
     * @param jar which copy of the jar
     * @param arguments the program's
     * @return for a {@link ProcessBuilder}
     */
    public static List<String> command(Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return command;
    }
}

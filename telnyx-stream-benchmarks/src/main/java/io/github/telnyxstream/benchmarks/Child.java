package io.github.telnyxstream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A process of our own classes on this JDK. What it complains of is seen. */
final class Child {
    private Child() {}

    static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Runs it; returns the line that it writes. */
    static String line(Class<?> main, String... arguments) throws IOException {
        Process process = of(main, arguments).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException(main.getSimpleName() + " " + List.of(arguments) + " wrote nothing");
            }
            return line;
        } finally {
            process.destroyForcibly();
        }
    }
}

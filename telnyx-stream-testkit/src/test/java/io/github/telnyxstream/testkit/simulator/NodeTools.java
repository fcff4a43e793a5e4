package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Telnyx's official client for Node, installed from the pinned list beside the call control tests. Where Node or npm is
 * missing, tests that ask for it are skipped and say so; where npm cannot install it too, unless {@value #REQUIRED} says
 * that it has to.
 */
final class NodeTools {
    /** Set by the build that has to compare with Telnyx's own SDK; call control's tests have the same. */
    private static final String REQUIRED = "TELNYX_STREAM_ORACLE";

    private static final Path SOURCES = Path.of("..", "telnyx-stream-callcontrol", "src", "test", "node");

    private final Path home = Path.of("target", "oracle").toAbsolutePath();

    static NodeTools require() throws IOException {
        NodeTools tools = new NodeTools();
        for (String tool : List.of("node", "npm")) {
            Assumptions.assumeTrue(tools.works(tool), tool + " is missing: not driven by Telnyx's official client");
        }
        Files.createDirectories(tools.home);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "drive.mjs", "unwrap.mjs")) {
            Files.copy(SOURCES.resolve(file), tools.home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path lock = tools.home.resolve("package-lock.json");
        Path installed = tools.home.resolve("installed-lock.json");
        if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
            Ended npm = tools.start("", "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
            if (npm.exit != 0) {
                String message = "npm could not install Telnyx's official client: " + npm.output;
                Assertions.assertFalse("required".equals(System.getenv(REQUIRED)), message);
                Assumptions.abort(message);
            }
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return tools;
    }

    private boolean works(String tool) {
        try {
            Files.createDirectories(home);
            return start("", tool, "--version").exit == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** What a program printed; it has to end well. */
    List<String> run(String input, String... command) throws IOException {
        Ended ended = start(input, command);
        if (ended.exit != 0) {
            throw new AssertionError(String.join(" ", command) + " failed: " + ended.output);
        }
        return ended.output.lines().toList();
    }

    /** What the compiler says against a source that uses the SDK's types. */
    List<String> typeErrors(String name, String source) throws IOException {
        Files.writeString(home.resolve(name + ".ts"), source);
        Ended tsc = start(
                "",
                "node",
                "node_modules/typescript/bin/tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "nodenext",
                "--pretty",
                "false",
                name + ".ts");
        return tsc.exit == 0 ? List.of() : tsc.output.lines().toList();
    }

    private record Ended(int exit, String output) {}

    private Ended start(String input, String... command) throws IOException {
        Path stdin = Files.createTempFile(home, "in", ".txt");
        Path stdout = Files.createTempFile(home, "out", ".txt");
        try {
            Files.writeString(stdin, input);
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectInput(stdin.toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectErrorStream(true)
                    .start();
            int exit = Eventually.exitOf(process);
            return new Ended(exit, Files.readString(stdout));
        } finally {
            Files.delete(stdin);
            Files.delete(stdout);
        }
    }
}

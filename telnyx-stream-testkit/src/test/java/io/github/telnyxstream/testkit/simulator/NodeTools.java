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
 * Programs for Node with what npm installs for them from a pinned list. Where Node or npm is missing, tests that ask for it are
 * skipped and say so; where npm cannot install it too, unless {@value #REQUIRED} says that it has to.
 */
final class NodeTools {
    /** Set by the build that has to compare with Telnyx's own SDK; call control's tests have the same. */
    private static final String REQUIRED = "TELNYX_STREAM_ORACLE";

    private final Path home;
    private final String what;

    private NodeTools(String home, String what) {
        this.home = Path.of("target", home).toAbsolutePath();
        this.what = what;
    }

    /** Telnyx's official client, whose list is beside the call control tests. */
    static NodeTools require() throws IOException {
        NodeTools tools = new NodeTools("oracle", "Telnyx's official client");
        tools.install(
                Path.of("..", "telnyx-stream-callcontrol", "src", "test", "node"), List.of("drive.mjs", "unwrap.mjs"));
        return tools;
    }

    /** The package that most applications for Node serve WebSockets with. */
    static NodeTools requireWs() throws IOException {
        NodeTools tools = new NodeTools("node-ws", "the ws package");
        tools.install(Path.of("src", "test", "node", "ws"), List.of("echo-app.mjs"));
        return tools;
    }

    /** Where a program is, beside what npm has installed. */
    Path program(String name) {
        return home.resolve(name);
    }

    private void install(Path sources, List<String> programs) throws IOException {
        for (String tool : List.of("node", "npm")) {
            Assumptions.assumeTrue(works(tool), tool + " is missing: nothing was run with " + what);
        }
        Files.createDirectories(home);
        for (String file : programs) {
            Files.copy(sources.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
            Files.copy(sources.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path lock = home.resolve("package-lock.json");
        Path installed = home.resolve("installed-lock.json");
        if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
            Ended npm = start("", "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
            if (npm.exit != 0) {
                String message = "npm could not install " + what + ": " + npm.output;
                Assertions.assertFalse("required".equals(System.getenv(REQUIRED)), message);
                Assumptions.abort(message);
            }
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
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

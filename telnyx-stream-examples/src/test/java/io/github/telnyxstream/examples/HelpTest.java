package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The last line of each command's help is an example, and the command takes it. */
class HelpTest {
    private static final String PROGRAM = "java -jar telnyx-stream.jar ";

    private static CommandLine program() {
        return Main.commandLine(Map.of());
    }

    static Stream<String> commands() {
        return program().getSubcommands().keySet().stream();
    }

    private static String lastLine(CommandLine command) {
        List<String> lines = command.getUsageMessage().stripTrailing().lines().toList();
        assertThat(lines.get(lines.size() - 2)).startsWith("Example: ");
        return lines.get(lines.size() - 1).strip();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void endsWithAnExampleThatIsTaken(String name) {
        CommandLine command = program().getSubcommands().get(name);
        String example = lastLine(command);
        assertThat(example).startsWith(command.getCommandName() + " ");
        assertThatCode(() -> program().parseArgs(example.split(" "))).doesNotThrowAnyException();
    }

    @Test
    void theProgramsOwnHelpEndsWithACallToWatch() {
        String example = lastLine(program());
        assertThat(example).startsWith(PROGRAM);
        assertThatCode(() ->
                        program().parseArgs(example.substring(PROGRAM.length()).split(" ")))
                .doesNotThrowAnyException();
    }
}

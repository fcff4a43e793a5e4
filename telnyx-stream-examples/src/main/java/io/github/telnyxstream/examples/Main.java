package io.github.telnyxstream.examples;

import io.github.telnyxstream.examples.convert.ConvertCommand;
import io.github.telnyxstream.examples.convert.ToneCommand;
import io.github.telnyxstream.examples.doctor.DoctorCommand;
import io.github.telnyxstream.examples.echo.EchoCommand;
import io.github.telnyxstream.examples.simulation.AnsweringMachineCommand;
import io.github.telnyxstream.examples.simulation.CheckCommand;
import io.github.telnyxstream.examples.simulation.LoadCommand;
import io.github.telnyxstream.examples.simulation.SimulateCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "telnyx-stream.jar",
        description = "Small programs that show what telnyx-stream does.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample: watch a simulated call%n",
        footer = "  java -jar telnyx-stream.jar answering-machine --simulate")
public final class Main {
    private Main() {}

    /**
     * Runs a program.
     *
     * @param arguments its name and options
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine commandLine = commandLine(System.getenv());
        return arguments.length == 0 ? commandLine.execute("--help") : commandLine.execute(arguments);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(environment, System.out);
    }

    /** Which commands tell what to whom: what goes on at their output, what is wrong at the command line's own. */
    static CommandLine commandLine(Map<String, String> environment, PrintStream out) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.addSubcommand(new AnsweringMachineCommand(environment));
        commandLine.addSubcommand(AgentBeside.of(environment, AgentBeside.usualFolder()));
        commandLine.addSubcommand(new SimulateCommand(out));
        commandLine.addSubcommand(new CheckCommand(out));
        commandLine.addSubcommand(new LoadCommand(out));
        commandLine.addSubcommand(new DoctorCommand(environment));
        commandLine.addSubcommand(new EchoCommand());
        commandLine.addSubcommand(new ConvertCommand());
        commandLine.addSubcommand(new ToneCommand());
        String version = Main.class.getPackage().getImplementationVersion();
        commandLine
                .getCommandSpec()
                .version("telnyx-stream " + Objects.requireNonNullElse(version, "(not from a jar)"));
        commandLine.setParameterExceptionHandler(Main::explain);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    /** One line says what is wrong; the whole usage would push it off the screen. */
    private static int explain(ParameterException wrong, String[] arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage() + " (--help lists the options)");
        return CommandLine.ExitCode.USAGE;
    }
}

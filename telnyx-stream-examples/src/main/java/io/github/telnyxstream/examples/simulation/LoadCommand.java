package io.github.telnyxstream.examples.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code load}: how many calls an application on this machine takes. */
@Command(
        name = "load",
        description = "Keeps many calls up at your program at once, and says how well it took them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit code:%n",
        footer = {
            "  0  every call was answered and none was lost; of those beyond, every one was answered or refused",
            "  1  not so",
            "  2  wrong usage",
            "",
            "Example: two hundred calls at once for ten minutes",
            "  load --webhook http://127.0.0.1:8080/webhook --calls 200 --hold 10m"
        })
public final class LoadCommand extends SimulatorCommand {
    private static final int MOST = 5000;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "100",
            description = "how many at once, default ${DEFAULT-VALUE}")
    private int calls = 100;

    @Option(
            names = "--ramp",
            paramLabel = "N/s",
            defaultValue = "10/s",
            description = "how many new calls a second, default ${DEFAULT-VALUE}")
    private String ramp = "10/s";

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long all of them stay, default ${DEFAULT-VALUE}")
    private String hold = "60s";

    @Option(
            names = "--overload",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "so many more ring afterwards, four times as fast: are they refused, and are the others spared?")
    private int overload;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "the process of your program, to tell what a call costs it")
    private @Nullable Long pid;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures as JSON")
    private @Nullable Path json;

    @Option(names = "--delay", paramLabel = "TIME", description = "waits before the first call, such as 3s")
    private @Nullable String delay;

    private final PrintStream out;

    /**
     * The command.
     *
     * @param out where it tells what it sees
     */
    public LoadCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    boolean run() throws IOException, InterruptedException {
        if (calls < 1 || calls > MOST) {
            throw new IllegalArgumentException("--calls is " + calls + ", must be 1 to " + MOST);
        }
        if (overload < 0 || overload > MOST) {
            throw new IllegalArgumentException("--overload is " + overload + ", must be 0 to " + MOST);
        }
        if (pid != null && ProcessHandle.of(pid).isEmpty()) {
            throw new IllegalArgumentException("--pid is " + pid + ", and there is no such process");
        }
        Path figures = Words.file("--json", json);
        LoadRun.Plan plan = new LoadRun.Plan(
                calls,
                overload,
                Words.perSecond("--ramp", ramp),
                Words.time("--hold", hold),
                delay == null ? Duration.ZERO : Words.time("--delay", delay),
                pid);
        LoadResult result = new LoadRun(application(), plan, new Terminal(out, Ansi.AUTO.enabled(), false)).run();
        result.print(out);
        if (figures != null) {
            Files.writeString(figures, result.json() + System.lineSeparator());
        }
        return result.isGood();
    }
}

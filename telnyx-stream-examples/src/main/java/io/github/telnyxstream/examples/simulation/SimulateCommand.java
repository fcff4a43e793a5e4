package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.fault.NamedFault;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code simulate}: a Telnyx for somebody else's program, and calls to it. */
@Command(
        name = "simulate",
        aliases = "simulator",
        description = "Plays Telnyx for your program, in any language: rings, listens, speaks, and tells what happens.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit code:%n",
        footer = {
            "  0  every call was answered and every expectation held",
            "  1  not so; the reason is the last line",
            "  2  wrong usage",
            "",
            "Example: a caller who speaks after the beep, and what was heard as files",
            "  simulate --webhook http://127.0.0.1:8080/webhook --say-after beep --save heard"
        })
public final class SimulateCommand extends SimulatorCommand {
    private static final int LONGEST_SPEECH_SECONDS = 3600;

    @ArgGroup(exclusive = false, heading = "%nThe caller:%n")
    private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many calls, default ${DEFAULT-VALUE}")
    private int calls = 1;

    @Option(
            names = "--ramp",
            paramLabel = "N/s",
            defaultValue = "10/s",
            description = "how many new calls a second, default ${DEFAULT-VALUE}")
    private String ramp = "10/s";

    @Option(
            names = "--faults",
            paramLabel = "NAMES",
            defaultValue = "",
            description = "what goes wrong, such as late,lost=2%%; 'list' explains each")
    private String faults = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "of ids, noise and faults: the same seed gives the same run, to a program that is started anew; the"
                            + " webhook key is the same in every run")
    private @Nullable Long seed;

    @Option(names = "--save", paramLabel = "DIR", description = "saves what each caller heard and said as WAV files")
    private @Nullable Path save;

    @Option(names = "--report", paramLabel = "DIR", description = "writes a page about the run, DIR/report.html")
    private @Nullable Path report;

    @Option(
            names = "--expect",
            paramLabel = "WORDS",
            split = ",",
            defaultValue = "answered",
            description = "answered, heard (your program was sent the caller's voice), greeted (the caller heard your"
                    + " program), saved (Telnyx has a recording), took-part (any of these or"
                    + " another command); default ${DEFAULT-VALUE}")
    private List<String> expect = List.of("answered");

    @Option(
            names = "--wait-for-port",
            description = "waits until somebody listens at the webhook's port before it rings")
    private boolean waitsForPort;

    @Option(names = "--delay", paramLabel = "TIME", description = "waits before it rings, such as 3s")
    private @Nullable String delay;

    private final Terminal terminal;

    /**
     * The command.
     *
     * @param out where it tells what happens; a terminal if this process has one
     */
    public SimulateCommand(PrintStream out) {
        this(new Terminal(out, Ansi.AUTO.enabled(), Terminal.isInteractiveHere()));
    }

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    boolean run() throws IOException, InterruptedException {
        if (faults.trim().equals("list")) {
            for (NamedFault fault : NamedFault.values()) {
                terminal.out().printf("%-20s %s%n", fault.word(), fault.text());
            }
            return true;
        }
        return new SimulationRun(plan(), terminal).run();
    }

    private SimulationPlan plan() {
        URI webhook = application().url();
        if (calls < 1 || calls > 10_000) {
            throw new IllegalArgumentException("--calls is " + calls + ", must be 1 to 10000");
        }
        return new SimulationPlan(
                application(),
                webhook,
                caller.checked(speech()),
                calls,
                Words.perSecond("--ramp", ramp),
                FaultOption.read(faults, seed == null ? 1 : seed),
                seed,
                Words.folder("--save", save),
                Words.folder("--report", report),
                Expectation.of(expect),
                waitsForPort,
                delay == null ? Duration.ZERO : Words.time("--delay", delay));
    }

    private short[] speech() {
        Path wav = caller.wav();
        if (wav == null) {
            return Sounds.bundled("caller");
        }
        try {
            return Sounds.read(wav, LONGEST_SPEECH_SECONDS);
        } catch (ConfigurationException unusable) {
            // what can be done about it is said in the words of convert
            String reason = String.valueOf(unusable.getMessage());
            throw new IllegalArgumentException("--caller: " + reason.replaceFirst("; .*", ""), unusable);
        }
    }
}

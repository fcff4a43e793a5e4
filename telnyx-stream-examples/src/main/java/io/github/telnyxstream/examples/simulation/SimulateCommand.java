package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.fault.NamedFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            "  2  wrong usage"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final int LONGEST_SPEECH_SECONDS = 3600;

    @Option(
            names = {"--webhook", "--webhook-url"},
            paramLabel = "URL",
            description = "where your program listens for webhooks, such as http://127.0.0.1:8080/webhook")
    private @Nullable String webhook;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "of the simulated API; any free one unless set")
    private int port;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "KEYsimulator",
            description = "what your program has to show, default ${DEFAULT-VALUE}")
    private String apiKey = "KEYsimulator";

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
                    + " program), saved (Telnyx has a recording); default ${DEFAULT-VALUE}")
    private List<String> expect = List.of("answered");

    @Option(
            names = "--wait-for-port",
            description = "waits until somebody listens at the webhook's port before it rings")
    private boolean waitsForPort;

    @Option(names = "--delay", paramLabel = "TIME", description = "waits before it rings, such as 3s")
    private @Nullable String delay;

    @Option(
            names = "--flat-webhooks",
            description = "copies the webhooks' fields to where a guide expects them; Telnyx does not send those")
    private boolean flatWebhooks;

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal;

    /** The command on the terminal of this process. */
    public SimulateCommand() {
        this(new Terminal(System.out, Ansi.AUTO.enabled(), Terminal.isInteractiveHere()));
    }

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (faults.trim().equals("list")) {
            for (NamedFault fault : NamedFault.values()) {
                terminal.out().printf("%-20s %s%n", fault.word(), fault.text());
            }
            return ExitCode.OK;
        }
        SimulationPlan plan;
        try {
            plan = plan();
        } catch (IllegalArgumentException wrong) {
            return complain(wrong.getMessage());
        }
        try {
            return new SimulationRun(plan, terminal).run() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException unusable) {
            return complain(unusable.getMessage());
        }
    }

    private SimulationPlan plan() {
        if (webhook == null) {
            throw new IllegalArgumentException(
                    "--webhook is missing: where your program listens, such as http://127.0.0.1:8080/webhook");
        }
        if (calls < 1 || calls > 10_000) {
            throw new IllegalArgumentException("--calls is " + calls + ", must be 1 to 10000");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is " + port + ", must be 0 to 65535");
        }
        return new SimulationPlan(
                webhookUrl(webhook),
                port,
                apiKey,
                caller.checked(speech()),
                calls,
                perSecond(ramp),
                FaultOption.read(faults, seed == null ? 1 : seed),
                seed,
                save,
                report,
                Expectation.of(expect),
                waitsForPort,
                delay == null ? Duration.ZERO : Words.time("--delay", delay),
                flatWebhooks);
    }

    private short[] speech() {
        Path wav = caller.wav();
        if (wav == null) {
            return Sounds.bundled("caller");
        }
        try {
            return Sounds.read(wav, LONGEST_SPEECH_SECONDS);
        } catch (ConfigurationException unusable) {
            throw new IllegalArgumentException("--caller: " + unusable.getMessage(), unusable);
        }
    }

    static URI webhookUrl(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException odd) {
            throw noUrl(text);
        }
        throw noUrl(text);
    }

    private static IllegalArgumentException noUrl(String text) {
        return new IllegalArgumentException(
                "--webhook is " + text + ", must be an http or https URL such as http://127.0.0.1:8080/webhook");
    }

    static double perSecond(String text) {
        try {
            double rate = Double.parseDouble(text.replaceFirst("/s$", ""));
            if (rate > 0 && rate <= 1000) {
                return rate;
            }
        } catch (NumberFormatException odd) {
            throw new IllegalArgumentException("--ramp is " + text + ", must be like 5/s", odd);
        }
        throw new IllegalArgumentException("--ramp is " + text + ", must be like 5/s");
    }

    private int complain(@Nullable String message) {
        Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr().println(message);
        return ExitCode.USAGE;
    }

    /** What L16 calls a line: the encoding of that name. */
    static Encoding codec(String name) {
        return Encoding.ofWireName(name)
                .filter(encoding -> encoding != Encoding.MP3)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--codec is " + name + ", must be PCMU, PCMA, G722, L16, OPUS or AMR-WB"));
    }
}

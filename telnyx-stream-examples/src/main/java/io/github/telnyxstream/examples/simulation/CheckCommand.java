package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: puts an application in any language through scenarios, and says what it does wrong. */
@Command(
        name = "check",
        description = "Puts your program, in any language, through calls of many kinds and says what it does wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit code:%n",
        footer = {"  0  nothing is wrong", "  1  something is; each thing is a line", "  2  wrong usage"})
public final class CheckCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            required = true,
            description = "where your program listens for webhooks")
    private String webhook = "";

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

    @Option(
            names = "--scenario",
            paramLabel = "YAML",
            description = "a file of your own instead of the bundled ones; may be given several times")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "plays each so often, to show what is flaky")
    private int repeat = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the faults that are drawn, default ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--list", description = "names the bundled scenarios, and plays none")
    private boolean lists;

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out;

    /** The command. */
    public CheckCommand() {
        out = System.out;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            URI url = SimulateCommand.webhookUrl(webhook);
            List<Scenario> scenarios = scenarios();
            if (lists) {
                scenarios.forEach(one -> out.printf("%-36s %s%n", one.name(), one.about()));
                return ExitCode.OK;
            }
            if (repeat < 1) {
                throw new IllegalArgumentException("--repeat is " + repeat + ", must be 1 or more");
            }
            return check(url, scenarios);
        } catch (IllegalArgumentException wrong) {
            return complain(wrong.getMessage());
        } catch (IOException unusable) {
            return complain(
                    "--port " + port + " cannot be listened on, or a file not be used: " + unusable.getMessage());
        }
    }

    private List<Scenario> scenarios() throws IOException {
        if (files.isEmpty()) {
            return Scenario.bundled(seed);
        }
        List<Scenario> own = new ArrayList<>();
        for (Path file : files) {
            try {
                own.add(Scenario.read(file, seed));
            } catch (java.nio.file.NoSuchFileException missing) {
                throw new IllegalArgumentException("--scenario " + file + ": there is no such file", missing);
            }
        }
        return own;
    }

    private int check(URI url, List<Scenario> scenarios) throws IOException, InterruptedException {
        out.println(
                "The program under test needs TELNYX_PUBLIC_KEY, TELNYX_API_KEY=" + apiKey + " and TELNYX_BASE_URL:");
        int failed = 0;
        boolean isFirst = true;
        for (Scenario scenario : scenarios) {
            int bad = 0;
            List<String> wrongs = List.of();
            for (int round = 0; round < repeat; round++) {
                List<String> now = play(url, scenario, isFirst);
                isFirst = false;
                if (!now.isEmpty()) {
                    bad++;
                    wrongs = now;
                }
            }
            failed += bad > 0 ? 1 : 0;
            String rounds = repeat == 1 ? "" : " (" + (repeat - bad) + " of " + repeat + " rounds)";
            out.println((bad == 0 ? "ok    " : "WRONG ") + scenario.name() + rounds);
            wrongs.stream().distinct().forEach(wrong -> out.println("        " + wrong));
            out.flush();
        }
        out.println(
                failed == 0
                        ? "Nothing is wrong."
                        : failed + " of " + scenarios.size() + " scenarios show something wrong.");
        return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Each scenario has a Telnyx of its own, at the same address and with the same key. */
    private List<String> play(URI url, Scenario scenario, boolean isFirst) throws IOException, InterruptedException {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .apiKey(apiKey)
                .port(port)
                .keySeed(SimulationRun.KEY_SEED)
                .webhookUrl(url)
                .webhookDelivery(scenario.faults().delivery())
                .start()) {
            if (port == 0) {
                // so that the next has the same address
                port = telnyx.baseUrl().getPort();
            }
            if (isFirst) {
                out.println("TELNYX_BASE_URL=" + telnyx.baseUrl());
                out.println("TELNYX_PUBLIC_KEY=" + telnyx.publicKey());
                out.flush();
            }
            telnyx.failNext(scenario.faults().rest().toArray(RestFault[]::new));
            SimulatedCall call = telnyx.placeCall(scenario.caller());
            if (call.awaitEnd(LONGEST).isEmpty()) {
                call.hangUp();
                List<String> wrongs = new ArrayList<>(Verdict.of(scenario, call));
                wrongs.add("the call did not end within " + LONGEST.toMinutes() + " minutes");
                return wrongs;
            }
            return Verdict.of(scenario, call);
        }
    }

    private int complain(@Nullable String message) {
        Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr().println(message);
        return ExitCode.USAGE;
    }
}

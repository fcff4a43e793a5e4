package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.report.RunFigures;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load}: how many calls an application on this machine takes. */
@Command(
        name = "load",
        description = "Keeps many calls up at your program at once, and says how well it took them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit code:%n",
        footer = {"  0  every call was answered and no stream was lost", "  1  not so", "  2  wrong usage"})
public final class LoadCommand implements Callable<Integer> {
    private static final int SPEECH_MILLIS = 1500;

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
            names = "--pid",
            paramLabel = "PID",
            description = "the process of your program, to tell what a call costs it")
    private @Nullable Long pid;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures as JSON")
    private @Nullable Path json;

    @Option(names = "--delay", paramLabel = "TIME", description = "waits before the first call, such as 3s")
    private @Nullable String delay;

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out;

    /** The command. */
    public LoadCommand() {
        out = System.out;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            URI url = SimulateCommand.webhookUrl(webhook);
            Duration soak = Words.time("--hold", hold);
            if (calls < 1 || calls > 5000) {
                throw new IllegalArgumentException("--calls is " + calls + ", must be 1 to 5000");
            }
            return run(url, soak, SimulateCommand.perSecond(ramp));
        } catch (IllegalArgumentException wrong) {
            return complain(wrong.getMessage());
        } catch (IOException unusable) {
            return complain(
                    "--port " + port + " cannot be listened on, or a file not be used: " + unusable.getMessage());
        }
    }

    private int run(URI url, Duration soak, double perSecond) throws IOException, InterruptedException {
        CallBars bars = new CallBars(out, Ansi.AUTO.enabled(), calls);
        Duration rampUp = Duration.ofMillis(Math.round(calls / perSecond * 1000));
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .apiKey(apiKey)
                .port(port)
                .keySeed(SimulationRun.KEY_SEED)
                .webhookUrl(url)
                .observer((SimulatorEvent event) -> bars.event(event))
                .start()) {
            out.println("TELNYX_BASE_URL=" + telnyx.baseUrl());
            out.println("TELNYX_PUBLIC_KEY=" + telnyx.publicKey());
            out.flush();
            if (delay != null) {
                TimeUnit.MILLISECONDS.sleep(Words.time("--delay", delay).toMillis());
            }
            List<SimulatedCall> placed = ring(telnyx, rampUp.plus(soak), perSecond);
            Usage usage = measure(soak);
            for (SimulatedCall call : placed) {
                call.hangUp();
            }
            for (SimulatedCall call : placed) {
                Optional<String> unused = call.awaitEnd(Duration.ofMinutes(5));
            }
            bars.end();
            return tell(RunFigures.of(placed), usage);
        }
    }

    /** Callers speak now and then, as people do, so that what answers has something to answer. */
    private List<SimulatedCall> ring(TelnyxSimulator telnyx, Duration length, double perSecond)
            throws InterruptedException {
        Caller.Builder caller = Caller.builder().patience(length.multipliedBy(3).plusMinutes(10));
        for (long millis = 0; millis < length.toMillis() * 2; millis += 5000) {
            caller.speak(Murmur.lasting(SPEECH_MILLIS)).pause(Duration.ofMillis(5000 - SPEECH_MILLIS));
        }
        Caller person = caller.build();
        List<SimulatedCall> placed = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            TimeUnit.NANOSECONDS.sleep(start + Math.round(i * 1e9 / perSecond) - System.nanoTime());
            placed.add(telnyx.placeCall(person));
        }
        return placed;
    }

    /** What the soak cost, in per cent of a core; negative where it cannot be told. */
    private record Usage(double application, double simulator) {}

    private Usage measure(Duration soak) throws InterruptedException {
        Duration theirs = cpu(pid);
        Duration ours = cpu(ProcessHandle.current().pid());
        long start = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(soak.toMillis());
        double nanos = Math.max(1, System.nanoTime() - start);
        return new Usage(
                pid == null ? -1 : 100.0 * cpu(pid).minus(theirs).toNanos() / nanos,
                100.0 * cpu(ProcessHandle.current().pid()).minus(ours).toNanos() / nanos);
    }

    private static Duration cpu(@Nullable Long pid) {
        return pid == null
                ? Duration.ZERO
                : ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO);
    }

    private int tell(RunFigures figures, Usage usage) throws IOException {
        out.printf(
                Locale.ROOT,
                "%d of %d calls were answered, %d streams were lost%n",
                figures.answered(),
                figures.calls(),
                figures.lost());
        out.printf(
                Locale.ROOT,
                "first audio after %.0f ms (median), %.0f ms (p95); audio ran dry %d times%n",
                figures.firstAudioMillis().p50(),
                figures.firstAudioMillis().p95(),
                figures.underruns());
        out.printf(
                Locale.ROOT,
                "webhooks answered after %.0f ms (median), %.0f ms (p95)%n",
                figures.webhookMillis().p50(),
                figures.webhookMillis().p95());
        if (usage.application() >= 0) {
            out.printf(
                    Locale.ROOT,
                    "your program: %.1f %% of a core, %.2f %% a call%n",
                    usage.application(),
                    usage.application() / Math.max(1, figures.answered()));
        }
        out.printf(Locale.ROOT, "the simulator itself: %.1f %% of a core%n", usage.simulator());
        if (json != null) {
            Files.writeString(json, figures.json() + System.lineSeparator());
        }
        return figures.answered() == figures.calls() && figures.lost() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int complain(@Nullable String message) {
        Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr().println(message);
        return ExitCode.USAGE;
    }
}

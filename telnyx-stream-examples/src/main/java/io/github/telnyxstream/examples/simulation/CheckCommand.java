package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code check}: puts an application in any language through scenarios, and says what it does wrong. */
@Command(
        name = "check",
        description = "Puts your program, in any language, through calls of many kinds and says what it does wrong.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit code:%n",
        footer = {
            "  0  nothing is wrong",
            "  1  something is; each thing is a line",
            "  2  wrong usage",
            "",
            "Example: each scenario three times",
            "  check --webhook http://127.0.0.1:8080/webhook --repeat 3"
        })
public final class CheckCommand extends SimulatorCommand {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);

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

    private final PrintStream out;
    private boolean isNobodyThere;
    private boolean endsPlainCalls;

    /** The command. */
    public CheckCommand() {
        this(System.out);
    }

    CheckCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    boolean run() throws IOException, InterruptedException {
        List<Scenario> scenarios = scenarios();
        if (lists) {
            scenarios.forEach(one -> out.printf("%-36s %s%n", one.name(), one.about()));
            return true;
        }
        if (repeat < 1) {
            throw new IllegalArgumentException("--repeat is " + repeat + ", must be 1 or more");
        }
        URI unused = application().url();
        return check(scenarios);
    }

    private List<Scenario> scenarios() throws IOException {
        if (files.isEmpty()) {
            return Scenario.bundled(seed);
        }
        List<Scenario> own = new ArrayList<>();
        for (Path file : files) {
            try {
                own.add(Scenario.read(file, seed));
            } catch (NoSuchFileException missing) {
                throw new IllegalArgumentException("--scenario " + file + ": there is no such file", missing);
            } catch (CharacterCodingException binary) {
                throw new IllegalArgumentException("--scenario " + file + " is no text in UTF-8", binary);
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("--scenario " + file + ": " + Sounds.reason(unreadable), unreadable);
            }
        }
        return own;
    }

    private boolean check(List<Scenario> scenarios) throws IOException, InterruptedException {
        out.println("The program under test needs:");
        int failed = 0;
        boolean isFirst = true;
        for (Scenario scenario : scenarios) {
            int bad = 0;
            List<String> wrongs = List.of();
            for (int round = 0; round < repeat && !isNobodyThere; round++) {
                List<String> now = play(scenario, isFirst);
                isFirst = false;
                if (!now.isEmpty()) {
                    bad++;
                    wrongs = now;
                }
            }
            failed += bad > 0 ? 1 : 0;
            String rounds = repeat == 1 || isNobodyThere ? "" : " (" + (repeat - bad) + " of " + repeat + " rounds)";
            out.println((bad == 0 ? "ok    " : "WRONG ") + scenario.name() + rounds);
            wrongs.stream().distinct().forEach(wrong -> out.println("        " + wrong));
            out.flush();
            if (isNobodyThere) {
                out.println("The other scenarios are not played: nobody listens at "
                        + Unheard.shown(application().url()));
                return false;
            }
        }
        out.println(
                failed == 0
                        ? "Nothing is wrong."
                        : failed + " of " + scenarios.size() + " scenarios show something wrong.");
        return failed == 0;
    }

    /** Each scenario has a Telnyx of its own, at the same address and with the same key. */
    private List<String> play(Scenario scenario, boolean isFirst) throws IOException, InterruptedException {
        try (TelnyxSimulator telnyx = application()
                .start(settings -> settings.webhookDelivery(scenario.faults().delivery()))) {
            if (isFirst) {
                application().tell(out, telnyx);
            }
            telnyx.failNext(scenario.faults().rest().toArray(RestFault[]::new));
            SimulatedCall call = telnyx.placeCall(scenario.caller());
            boolean isOver = isOver(call);
            isNobodyThere = Unheard.isNobodyThere(call);
            List<String> wrongs = new ArrayList<>(Verdict.of(scenario, call));
            boolean isEnded = Verdict.isEndedByApplication(call);
            endsPlainCalls |= scenario.isPlain() && isEnded;
            if (scenario.goesOn() && isEnded && !endsPlainCalls) {
                wrongs.add("the application ended the call, which it does not do when all goes well");
            }
            if (!isOver) {
                wrongs.add("the call did not end within " + LONGEST.toMinutes() + " minutes");
            }
            return wrongs;
        }
    }

    /** A call of which the program does not hear need not ring on. */
    private static boolean isOver(SimulatedCall call) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            if (call.awaitEnd(LOOK).isPresent()) {
                return true;
            }
            if (Unheard.is(call)) {
                call.hangUp();
                return call.awaitEnd(LONGEST).isPresent();
            }
        }
        call.hangUp();
        return false;
    }
}

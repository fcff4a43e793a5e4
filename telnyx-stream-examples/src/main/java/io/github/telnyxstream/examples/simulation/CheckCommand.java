package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    private static final Duration LOOK = Duration.ofMillis(100);

    @Option(
            names = "--scenario",
            paramLabel = "NAME|YAML",
            description = "one of --list, or a file of your own, instead of all of --list; may be given several times")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--skip",
            paramLabel = "NAME",
            description = "one of --list that your program need not stand; may be given several times")
    private List<String> skipped = new ArrayList<>();

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
    private String deadEnd = "";
    private int played;
    private boolean endsPlainCalls;

    /**
     * The command.
     *
     * @param out where it tells what it finds
     */
    public CheckCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    boolean run() throws IOException, InterruptedException {
        if (lists) {
            list();
            return true;
        }
        if (repeat < 1) {
            throw new IllegalArgumentException("--repeat is " + repeat + ", must be 1 or more");
        }
        URI unused = application().url();
        return check(scenarios());
    }

    private void list() {
        for (String word : Scenario.BUNDLED) {
            Scenario one = Scenario.bundled(word, seed);
            out.println(one.name());
            out.println("        " + one.about());
        }
    }

    private List<Scenario> scenarios() {
        for (String word : skipped) {
            if (!Scenario.BUNDLED.contains(word)) {
                throw new IllegalArgumentException("--skip " + word + ": there is no such scenario; there are "
                        + String.join(", ", Scenario.BUNDLED));
            }
        }
        List<Scenario> all = new ArrayList<>();
        for (String word : chosen.isEmpty() ? Scenario.BUNDLED : chosen) {
            if (!skipped.contains(word)) {
                Scenario one = Scenario.of(word, seed);
                if (one.goesOn() && all.stream().noneMatch(Scenario::isPlain)) {
                    // whether a program ends calls by itself shows when nothing goes wrong
                    all.add(Scenario.bundled(Scenario.BUNDLED.get(0), seed));
                }
                all.add(one);
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("--skip leaves no scenario to play");
        }
        return all;
    }

    private boolean check(List<Scenario> scenarios) throws IOException, InterruptedException {
        out.println("The program under test needs:");
        int failed = 0;
        for (Scenario scenario : scenarios) {
            failed += isPassed(scenario) ? 0 : 1;
            out.flush();
            if (!deadEnd.isEmpty()) {
                out.println((scenarios.size() == 1 ? "" : "The other scenarios are not played: ") + deadEnd);
                return false;
            }
        }
        out.println(
                failed == 0
                        ? "Nothing is wrong."
                        : failed + " of " + scenarios.size() + " scenarios show something wrong.");
        return failed == 0;
    }

    private boolean isPassed(Scenario scenario) throws IOException, InterruptedException {
        int bad = 0;
        Set<String> wrongs = new LinkedHashSet<>();
        for (int round = 0; round < repeat && deadEnd.isEmpty(); round++) {
            List<String> now = play(scenario);
            bad += now.isEmpty() ? 0 : 1;
            wrongs.addAll(now);
        }
        String rounds = repeat == 1 || !deadEnd.isEmpty() ? "" : " (" + (repeat - bad) + " of " + repeat + " rounds)";
        out.println((bad == 0 ? "ok    " : "WRONG ") + scenario.name() + rounds);
        wrongs.forEach(wrong -> out.println("        " + wrong));
        return bad == 0;
    }

    /** Each scenario has a Telnyx of its own, at the same address and with the same key. */
    private List<String> play(Scenario scenario) throws IOException, InterruptedException {
        try (TelnyxSimulator telnyx = application()
                .start(settings -> settings.webhookDelivery(scenario.faults().delivery()))) {
            if (played == 0) {
                application().tell(out, telnyx);
            }
            telnyx.failNext(scenario.faults().rest().toArray(RestFault[]::new));
            SimulatedCall call = telnyx.placeCall(scenario.caller());
            Map<Forgery, CompletableFuture<Integer>> strangers =
                    scenario.faults().isForged() ? Strangers.send(telnyx) : Map.of();
            boolean isOver = isOver(call);
            boolean unused = call.awaitStreamClosed(Scenario.LONGEST);
            deadEnd = DeadEnd.of(call, application().url(), played++ > 0);
            List<String> wrongs = new ArrayList<>(Verdict.of(scenario, call));
            wrongs.addAll(Strangers.believed(strangers));
            boolean isEnded = Verdict.isEndedByApplication(call);
            endsPlainCalls |= scenario.isPlain() && isEnded;
            if (scenario.goesOn() && isEnded && !endsPlainCalls) {
                wrongs.add("the application ended the call, which it does not do when all goes well");
            }
            if (!isOver) {
                wrongs.add("the call did not end within " + Scenario.LONGEST.toMinutes() + " minutes");
            }
            return wrongs;
        }
    }

    /** A call of which the program does not hear need not ring on. */
    private static boolean isOver(SimulatedCall call) throws InterruptedException {
        long end = System.nanoTime() + Scenario.LONGEST.toNanos();
        while (System.nanoTime() < end) {
            if (call.awaitEnd(LOOK).isPresent()) {
                return true;
            }
            if (Unheard.is(call)) {
                call.hangUp();
                return call.awaitEnd(Scenario.LONGEST).isPresent();
            }
        }
        call.hangUp();
        return false;
    }
}

package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.report.RunReport;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.SimulatorBuilder;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Rings, waits for the calls to end, and says whether all was as expected. */
final class SimulationRun {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration TO_FETCH = Duration.ofSeconds(3);
    private static final int CONNECT_MILLIS = 1000;

    private final SimulationPlan plan;
    private final Terminal terminal;
    private final PrintStream out;
    private final Board board;

    /** One call with every event, or many as bars. */
    private sealed interface Board {
        void event(SimulatorEvent event);

        /** Time has passed. */
        void look();

        void end();

        record One(Console console) implements Board {
            @Override
            public void event(SimulatorEvent event) {
                console.event(event);
            }

            @Override
            public void look() {
                // every event of the one call is a line
            }

            @Override
            public void end() {
                console.recordingEnded();
            }
        }

        record Many(CallBars bars) implements Board {
            @Override
            public void event(SimulatorEvent event) {
                bars.event(event);
            }

            @Override
            public void look() {
                bars.look();
            }

            @Override
            public void end() {
                bars.end();
            }
        }
    }

    SimulationRun(SimulationPlan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
        out = terminal.out();
        board = plan.calls() == 1
                ? new Board.One(new Console(out, terminal.isAnsi(), Duration.ZERO))
                : new Board.Many(new CallBars(out, terminal.isAnsi(), plan.calls()));
    }

    boolean run() throws IOException, InterruptedException {
        List<SimulatedCall> calls;
        try (TelnyxSimulator telnyx = plan.application().start(this::settings)) {
            plan.application().tell(out, telnyx);
            untilItMayRing();
            telnyx.failNext(plan.faults().rest().toArray(RestFault[]::new));
            calls = ring(telnyx);
            for (SimulatedCall call : calls) {
                awaitEnd(call);
            }
            letRecordingsBeFetched(calls);
        }
        // nothing is told any more, so that the reason is the last line
        board.end();
        save(calls);
        return judge(calls);
    }

    private SimulatorBuilder settings(SimulatorBuilder builder) {
        builder.webhookDelivery(plan.faults().delivery()).observer(board::event);
        Long seed = plan.seed();
        return seed == null ? builder : builder.seed(seed);
    }

    private void untilItMayRing() throws IOException, InterruptedException {
        if (plan.waitsForPort()) {
            out.println("Waiting until somebody listens at " + plan.webhook().getHost() + " port "
                    + Unheard.port(plan.webhook()));
            while (!isListening(plan.webhook())) {
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            }
        } else if (plan.delay().isZero() && terminal.isInteractive()) {
            out.println("Start your program with these, then press Enter: the phone rings.");
            int unused = System.in.read();
        }
        TimeUnit.MILLISECONDS.sleep(plan.delay().toMillis());
    }

    private static boolean isListening(URI url) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), Unheard.port(url)), CONNECT_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private List<SimulatedCall> ring(TelnyxSimulator telnyx) throws InterruptedException {
        List<SimulatedCall> calls = Ringing.ring(telnyx, plan.person(), plan.calls(), plan.perSecond());
        if (plan.faults().isForged()) {
            tellWhoBelievesStrangers(telnyx);
        }
        return calls;
    }

    private void tellWhoBelievesStrangers(TelnyxSimulator telnyx) {
        for (Forgery forgery : Forgery.values()) {
            int status = telnyx.forgeWebhook(forgery).join();
            String verdict = status >= 200 && status < 300 ? ": your program believes strangers" : "";
            out.println("stranger    a forged webhook was answered " + status + verdict);
        }
    }

    /** Callers lose patience by themselves, so that every call ends; where nobody is told of the call, it ends at once. */
    private void awaitEnd(SimulatedCall call) throws InterruptedException {
        while (call.awaitEnd(LOOK).isEmpty()) {
            board.look();
            if (Unheard.is(call)) {
                call.hangUp();
                return;
            }
        }
    }

    /** A program is told of a recording as the last thing of all, and fetches it then. */
    private void letRecordingsBeFetched(List<SimulatedCall> calls) throws InterruptedException {
        if (calls.stream().flatMap(call -> call.events().stream()).anyMatch(SimulationRun::isRecording)) {
            out.println("Recordings can be fetched for " + TO_FETCH.toSeconds() + " s more.");
            TimeUnit.MILLISECONDS.sleep(TO_FETCH.toMillis());
        }
    }

    private static boolean isRecording(SimulatorEvent event) {
        return event.kind() == SimulatorEvent.Kind.RECORDING_SAVED;
    }

    private void save(List<SimulatedCall> calls) throws IOException {
        Path folder = plan.save();
        if (folder != null) {
            Files.createDirectories(folder);
            for (int i = 0; i < calls.size(); i++) {
                String number = String.format(Locale.ROOT, "%03d", i + 1);
                calls.get(i).saveHeard(folder.resolve("call-" + number + "-heard.wav"));
                calls.get(i).saveSent(folder.resolve("call-" + number + "-said.wav"));
            }
            out.println("Saved: " + folder.toAbsolutePath().normalize());
        }
        Path report = plan.report();
        if (report != null) {
            Path page = RunReport.of(calls).write(report);
            out.println("Report: " + page.toAbsolutePath().normalize());
        }
    }

    private boolean judge(List<SimulatedCall> calls) {
        List<String> reasons = new ArrayList<>();
        int good = 0;
        for (int i = 0; i < calls.size(); i++) {
            List<String> failures = Expectation.failures(plan.expected(), calls.get(i));
            good += failures.isEmpty() ? 1 : 0;
            for (String failure : failures) {
                reasons.add("call " + (i + 1) + " " + failure + Unheard.why(calls.get(i), plan.webhook()));
            }
        }
        if (reasons.isEmpty()) {
            out.println(calls.size() == 1 ? "The call was as expected." : "All " + good + " calls were as expected.");
            return true;
        }
        reasons.stream().distinct().limit(10).forEach(reason -> out.println("Failed: " + reason));
        if (calls.size() > 1) {
            out.println("Failed: " + (calls.size() - good) + " of " + calls.size() + " calls were not as expected");
        }
        return false;
    }
}

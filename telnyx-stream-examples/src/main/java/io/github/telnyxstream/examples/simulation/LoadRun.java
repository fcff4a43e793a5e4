package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.report.RunFigures;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many calls come up, stay, and are joined by more than were to come. */
final class LoadRun {
    private static final int SPEECH_MILLIS = 1500;
    private static final int CYCLE_MILLIS = 5000;
    private static final double RUSH = 4;
    /** Until a program that is asked for too much has answered or refused. */
    private static final Duration TO_DECIDE = Duration.ofSeconds(60);

    /** Figures need no more, and hundreds of calls for hours would not find room. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration GOODBYE = Duration.ofMinutes(5);

    private final ApplicationOptions application;
    private final Plan plan;
    private final Terminal terminal;

    /**
     * What is to be done.
     *
     * @param calls how many at once
     * @param overload how many come then
     * @param perSecond how fast the first come
     * @param soak how long all stay
     * @param delay before the first rings
     * @param pid of the program, or null
     */
    record Plan(
            int calls,
            int overload,
            double perSecond,
            Duration soak,
            Duration delay,
            @Nullable Long pid) {}

    LoadRun(ApplicationOptions application, Plan plan, Terminal terminal) {
        this.application = application;
        this.plan = plan;
        this.terminal = terminal;
    }

    LoadResult run() throws IOException, InterruptedException {
        CallBars bars = new CallBars(terminal.out(), terminal.isAnsi(), plan.calls() + plan.overload());
        try (TelnyxSimulator telnyx =
                application.start(settings -> settings.keepAudio(KEPT).observer(bars::event))) {
            application.tell(terminal.out(), telnyx);
            TimeUnit.MILLISECONDS.sleep(plan.delay().toMillis());
            Caller person = person();
            List<SimulatedCall> base = Ringing.ring(telnyx, person, plan.calls(), plan.perSecond());
            ProcessUse.Cost theirs = ProcessUse.of(plan.pid());
            ProcessUse.Cost ours = ProcessUse.of(ProcessHandle.current().pid());
            stay(bars);
            ProcessUse program = ProcessUse.between(theirs, ProcessUse.of(plan.pid()));
            ProcessUse simulator = ProcessUse.between(
                    ours, ProcessUse.of(ProcessHandle.current().pid()));
            List<SimulatedCall> more = overload(telnyx, person);
            Map<String, Integer> lost = lost(base);
            LoadResult.Overload beyond = judge(more);
            hangUp(base);
            hangUp(more);
            bars.end();
            return new LoadResult(RunFigures.of(base), lost, beyond, program, simulator, why(base));
        }
    }

    private void stay(CallBars bars) throws InterruptedException {
        long end = System.nanoTime() + plan.soak().toNanos();
        for (long left = plan.soak().toNanos(); left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK.toNanos()));
            bars.look();
        }
    }

    /** Callers speak now and then, as people do, so that what answers has something to answer. */
    private Caller person() {
        Duration rampUp = Duration.ofMillis(Math.round(plan.calls() / plan.perSecond() * 1000));
        Duration length = rampUp.plus(plan.soak()).plus(TO_DECIDE);
        Caller.Builder caller = Caller.builder().patience(length.multipliedBy(3).plusMinutes(10));
        short[] words = Murmur.lasting(SPEECH_MILLIS);
        for (long millis = 0; millis < length.toMillis() * 2; millis += CYCLE_MILLIS) {
            caller.speak(words).pause(Duration.ofMillis(CYCLE_MILLIS - SPEECH_MILLIS));
        }
        return caller.build();
    }

    private List<SimulatedCall> overload(TelnyxSimulator telnyx, Caller person) throws InterruptedException {
        if (plan.overload() == 0) {
            return List.of();
        }
        List<SimulatedCall> more = Ringing.ring(telnyx, person, plan.overload(), plan.perSecond() * RUSH);
        long end = System.nanoTime() + TO_DECIDE.toNanos();
        while (System.nanoTime() < end && judge(more).waiting() > 0) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return more;
    }

    private static LoadResult.Overload judge(List<SimulatedCall> calls) {
        int answered = 0;
        int refused = 0;
        for (SimulatedCall call : calls) {
            answered += isUp(call) ? 1 : 0;
            refused += has(call, Kind.CALL_ENDED) ? 1 : 0;
        }
        return new LoadResult.Overload(calls.size(), answered, refused);
    }

    /** Answered, not over, and with its stream where the program wants streams. */
    private static boolean isUp(SimulatedCall call) {
        boolean answered = false;
        boolean asksForStream = call.requests().stream()
                .anyMatch(request -> request.field("stream_url").isPresent());
        boolean streams = false;
        for (SimulatorEvent event : call.events()) {
            switch (event.kind()) {
                case CALL_ANSWERED -> answered = true;
                case STREAM_STARTED, STREAM_RECONNECTED -> streams = true;
                case STREAM_STOPPED, STREAM_FAILED, STREAM_BROKEN -> streams = false;
                case CALL_ENDED -> {
                    return false;
                }
                default -> {}
            }
        }
        return answered && (streams || !asksForStream);
    }

    private static Map<String, Integer> lost(List<SimulatedCall> calls) {
        Map<String, Integer> lost = new TreeMap<>();
        for (SimulatedCall call : calls) {
            if (has(call, Kind.CALL_ANSWERED) && !isUp(call)) {
                lost.merge(LostCall.why(call.events()), 1, Integer::sum);
            }
        }
        return lost;
    }

    private static boolean has(SimulatedCall call, Kind kind) {
        return call.events().stream().anyMatch(event -> event.kind() == kind);
    }

    /** Of the first call that was not answered. */
    private String why(List<SimulatedCall> calls) {
        return calls.stream()
                .filter(call -> !has(call, Kind.CALL_ANSWERED))
                .map(call -> "a call was not answered" + Unheard.why(call, application.url()))
                .findFirst()
                .orElse("");
    }

    private static void hangUp(List<SimulatedCall> calls) throws InterruptedException {
        List<SimulatedCall> left = new ArrayList<>(calls);
        left.forEach(SimulatedCall::hangUp);
        for (SimulatedCall call : left) {
            if (call.awaitEnd(GOODBYE).isEmpty()) {
                return;
            }
        }
    }
}

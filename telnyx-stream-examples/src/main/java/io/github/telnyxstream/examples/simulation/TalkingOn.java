package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long an application talks on when a caller talks over it: to the last that is heard of it while the caller speaks. A
 * pause between two of its sentences is no silence.
 */
final class TalkingOn {
    /** Silence is told when it has lasted so long. */
    private static final Duration NOTICED_AFTER = Duration.ofMillis(200);

    private final List<Duration> times = new ArrayList<>();
    private @Nullable Duration interrupted;
    private Duration heardUntil = Duration.ZERO;
    private boolean hears;
    private boolean speaks;

    private TalkingOn() {}

    static List<Duration> in(List<SimulatorEvent> events) {
        TalkingOn talk = new TalkingOn();
        events.forEach(talk::add);
        return talk.times;
    }

    private void add(SimulatorEvent event) {
        switch (event.kind()) {
            case CALLER_HEARS -> hears = true;
            case CALLER_HEARS_SILENCE -> {
                hears = false;
                heardUntil = event.sinceStart().minus(NOTICED_AFTER);
                endUnlessSpeaking();
            }
            case CALLER_SPEAKS -> {
                speaks = true;
                interrupted = hears && interrupted == null ? event.sinceStart() : interrupted;
            }
            case CALLER_SPOKE -> {
                speaks = false;
                if (!hears) {
                    endUnlessSpeaking();
                }
            }
            case CALL_ENDED -> {
                speaks = false;
                heardUntil = hears ? event.sinceStart() : heardUntil;
                endUnlessSpeaking();
            }
            default -> {}
        }
    }

    /** Whoever speaks in a silence that is not noticed yet, for example after a beep, interrupts nobody. */
    private void endUnlessSpeaking() {
        Duration from = interrupted;
        if (from != null && !speaks) {
            if (heardUntil.compareTo(from) > 0) {
                times.add(heardUntil.minus(from));
            }
            interrupted = null;
        }
    }
}

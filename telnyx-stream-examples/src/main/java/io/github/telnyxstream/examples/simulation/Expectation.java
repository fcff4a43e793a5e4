package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a run has to show for the exit code 0. */
enum Expectation {
    /** The program answered. */
    ANSWERED("was not answered"),
    /** The program was sent the caller's voice. */
    HEARD("was never sent the caller's voice: no stream or recording was there when the caller spoke"),
    /** The caller heard the program. */
    GREETED("let the caller hear nothing"),
    /** Telnyx has a recording. */
    SAVED("left no recording at Telnyx"),
    /** The program heard or was heard, in one way or another. */
    TOOK_PART("was answered and no more: no stream, no recording, no other command, and the caller heard nothing");

    private static final Duration A_WORD = Duration.ofMillis(100);

    private static final Set<String> NO_PART = Set.of("answer", "hangup", "client_state_update");

    private final String failure;

    Expectation(String failure) {
        this.failure = failure;
    }

    static Set<Expectation> of(List<String> words) {
        Set<Expectation> all = EnumSet.of(ANSWERED);
        for (String word : words) {
            try {
                all.add(valueOf(word.trim().toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException odd) {
                throw new IllegalArgumentException(
                        "--expect knows no " + word + "; there are answered, heard, greeted, saved and took-part", odd);
            }
        }
        return all;
    }

    /** What did not come true in a call, for a person. */
    static List<String> failures(Set<Expectation> expected, SimulatedCall call) {
        List<String> failures = new ArrayList<>();
        for (Expectation one : expected) {
            if (!one.isMet(call)) {
                failures.add(one.failure);
            }
        }
        return failures;
    }

    private boolean isMet(SimulatedCall call) {
        return switch (this) {
            case ANSWERED -> has(call, Kind.CALL_ANSWERED);
            case HEARD -> wasHeard(call);
            case GREETED -> call.sound().audible().compareTo(A_WORD) >= 0;
            case SAVED -> has(call, Kind.RECORDING_SAVED);
            case TOOK_PART -> has(call, Kind.STREAM_STARTED) || GREETED.isMet(call) || commanded(call);
        };
    }

    /** Whether it did more than to take the call and to end it. */
    private static boolean commanded(SimulatedCall call) {
        return call.requests().stream()
                .anyMatch(request -> request.status() == 200 && !NO_PART.contains(request.command()));
    }

    private static boolean has(SimulatedCall call, Kind kind) {
        return call.events().stream().anyMatch(event -> event.kind() == kind);
    }

    /** By the stream, where speech is louder than the line's noise; or by a recording during which the caller spoke. */
    private static boolean wasHeard(SimulatedCall call) {
        if (Sound.of(call.sent()).audible().compareTo(A_WORD) >= 0) {
            return true;
        }
        boolean records = false;
        for (var event : call.events()) {
            if (event.kind() == Kind.RECORDING_STARTED || event.kind() == Kind.RECORDING_SAVED) {
                records = event.kind() == Kind.RECORDING_STARTED;
            } else if (event.kind() == Kind.CALLER_SPOKE && records) {
                return true;
            }
        }
        return false;
    }
}

package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.caller.Caller;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the simulated caller is and does. */
final class CallerOptions {
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Option(
            names = {"--caller", "--wav"},
            paramLabel = "WAV",
            description = "what the caller says; the bundled caller unless set")
    private @Nullable Path wav;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            defaultValue = "PCMU",
            description = "of the phone line: PCMU, PCMA, G722, L16, OPUS or AMR-WB; default ${DEFAULT-VALUE}")
    private String codec = "PCMU";

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "8000",
            description = "of an L16 line, default ${DEFAULT-VALUE}")
    private int rate = 8000;

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            defaultValue = "+15550100001",
            description = "the caller's number, default ${DEFAULT-VALUE}")
    private String from = "+15550100001";

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            defaultValue = "+15550100002",
            description = "the number called, default ${DEFAULT-VALUE}")
    private String to = "+15550100002";

    @Option(
            names = "--say-after",
            paramLabel = "WHAT",
            description =
                    "when the caller speaks: after the greeting, after a beep, or after a time such as 2s; unless set"
                            + " when the stream is open or after the greeting, whichever comes")
    private @Nullable String sayAfter;

    @Option(names = "--press", paramLabel = "KEYS", description = "keys to press after that, such as 1,2,#")
    private @Nullable String press;

    @Option(
            names = "--interrupt-after",
            paramLabel = "TIME",
            description = "speaks when it has heard your program for so long, without waiting for its end")
    private @Nullable String interruptAfter;

    @Option(
            names = "--hangup-after",
            paramLabel = "TIME",
            description = "hangs up so long after the last words or keys; unless set your program has to")
    private @Nullable String hangupAfter;

    @Nullable
    Path wav() {
        return wav;
    }

    /** The caller, with its steps; faults are added by whoever knows them. */
    Caller.Builder checked(short[] speech) {
        if (from.isBlank() || to.isBlank()) {
            throw new IllegalArgumentException((from.isBlank() ? "--from" : "--to") + " must not be empty");
        }
        Caller.Builder caller = Caller.builder().from(from).to(to).codec(Words.codec("--codec", codec));
        speakAt(caller);
        begin(caller);
        caller.speak(speech).pause(BETWEEN);
        if (press != null) {
            keys(caller, press.replace(",", ""));
        }
        if (hangupAfter != null) {
            caller.pause(Words.time("--hangup-after", hangupAfter)).hangUp();
        }
        return caller;
    }

    private void speakAt(Caller.Builder caller) {
        try {
            caller.sampleRateHz(rate);
        } catch (IllegalArgumentException odd) {
            throw new IllegalArgumentException("--rate: " + odd.getMessage(), odd);
        }
    }

    private static void keys(Caller.Builder caller, String keys) {
        try {
            caller.press(keys);
        } catch (IllegalArgumentException odd) {
            throw new IllegalArgumentException("--press: " + odd.getMessage(), odd);
        }
    }

    private void begin(Caller.Builder caller) {
        if (interruptAfter != null) {
            if (sayAfter != null) {
                throw new IllegalArgumentException("--say-after and --interrupt-after exclude each other");
            }
            caller.interruptAfter(Words.time("--interrupt-after", interruptAfter), PATIENCE);
        } else if (sayAfter == null) {
            caller.awaitListening(PATIENCE);
        } else if (sayAfter.equals("greeting")) {
            caller.awaitHeard(PATIENCE);
        } else if (sayAfter.equals("beep")) {
            caller.awaitBeep(PATIENCE);
        } else {
            caller.pause(Words.time("--say-after", sayAfter));
        }
    }
}

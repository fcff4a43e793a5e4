package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How many calls ring, talk and are over, as a bar of at most 40 columns. On a terminal it stays in its line; elsewhere a
 * line is printed once a second. Thread-safe.
 */
final class CallBars {
    private static final int BAR = 14;
    private static final String ERASE_LINE = "\r\u001B[K";
    private static final long TERMINAL_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private final boolean isAnsi;
    private final int total;
    private int placed;
    private int ended;
    private int failures;
    private long drawnNanos = System.nanoTime();

    CallBars(PrintStream out, boolean isAnsi, int total) {
        this.out = out;
        this.isAnsi = isAnsi;
        this.total = total;
    }

    synchronized void event(SimulatorEvent event) {
        switch (event.kind()) {
            case CALL_PLACED -> placed++;
            case CALL_ENDED -> ended++;
            case STREAM_FAILED, WEBHOOK_FAILED, CALLER_GAVE_UP -> failures++;
            default -> {
                return;
            }
        }
        if (System.nanoTime() - drawnNanos >= (isAnsi ? TERMINAL_NANOS : LINE_NANOS)) {
            draw();
        }
    }

    private void draw() {
        drawnNanos = System.nanoTime();
        if (isAnsi) {
            out.print(ERASE_LINE + line());
        } else {
            out.println(line());
        }
        out.flush();
    }

    /** 40 columns at most for up to 9,999 calls. */
    synchronized String line() {
        int full = (int) Math.round((double) ended / Math.max(1, total) * BAR);
        String bar = "#".repeat(full) + ".".repeat(BAR - full);
        String trouble = failures == 0 ? "" : " !" + Math.min(failures, 999);
        return String.format(
                Locale.ROOT, "[%s] %d/%d done, %d up%s", bar, ended, total, Math.max(0, placed - ended), trouble);
    }

    synchronized void end() {
        draw();
        if (isAnsi) {
            out.println();
        }
    }
}

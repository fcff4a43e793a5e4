package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How many calls ring, talk and are over, as a bar that fits into 40 columns. On a terminal it stays in its line; elsewhere a
 * line is printed once a second. Thread-safe.
 */
final class CallBars {
    private static final int COLUMNS = 40;
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
    private final LongSupplier nanoTime;
    private long drawnNanos;

    CallBars(PrintStream out, boolean isAnsi, int total) {
        this(out, isAnsi, total, System::nanoTime);
    }

    CallBars(PrintStream out, boolean isAnsi, int total, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        drawnNanos = nanoTime.getAsLong();
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
        look();
    }

    /** Draws when it is time to, also when nothing happens: whoever waits for the calls says so now and then. */
    synchronized void look() {
        if (nanoTime.getAsLong() - drawnNanos >= (isAnsi ? TERMINAL_NANOS : LINE_NANOS)) {
            draw();
        }
    }

    private void draw() {
        drawnNanos = nanoTime.getAsLong();
        if (isAnsi) {
            out.print(ERASE_LINE + line());
        } else {
            out.println(line());
        }
        out.flush();
    }

    /** Narrower than 40 columns: in the last one some terminals begin a new line, which cannot be drawn over. */
    synchronized String line() {
        String trouble = failures == 0 ? "" : " !" + Math.min(failures, 999);
        String words =
                String.format(Locale.ROOT, " %d/%d done, %d up%s", ended, total, Math.max(0, placed - ended), trouble);
        int width = Math.min(BAR, COLUMNS - 3 - words.length());
        int full = (int) Math.round((double) ended / Math.max(1, total) * width);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "]" + words;
    }

    synchronized void end() {
        draw();
        if (isAnsi) {
            out.println();
        }
    }
}

package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Lines with times, and under them a bar for the message that is being recorded. On a terminal the bar stays in its line
 * and grows; elsewhere it is printed once a second.
 *
 * <p>Thread-safe.
 */
final class Console {
    /** With the words around it narrower than 40 columns. */
    private static final int BAR_CHARS = 18;

    private static final long MILLIS_BETWEEN_DRAWINGS = 100;
    private static final String ERASE_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Duration expected;
    private Duration now = Duration.ZERO;
    private String lastWords = "";
    private String bar = "";
    private long drawnAtMillis;

    /** A console for a message that will take about so long. */
    Console(PrintStream out, boolean terminal, Duration expected) {
        this.out = out;
        this.terminal = terminal;
        this.expected = expected;
    }

    synchronized void event(SimulatorEvent event) {
        now = event.sinceStart();
        String words = SimulatedCallWords.of(event);
        // every breath of a voice makes it begin again
        if (!words.equals(lastWords)) {
            line(words);
        }
        lastWords = words.isEmpty() ? lastWords : words;
    }

    synchronized void line(String text) {
        if (text.isEmpty()) {
            return;
        }
        erase();
        out.println(String.format(Locale.ROOT, "%7.2f s  %s", now.toMillis() / 1000.0, text));
        redraw();
    }

    /** How long the message is so far. */
    synchronized void recorded(Duration length) {
        long millis = length.toMillis();
        long step = terminal ? MILLIS_BETWEEN_DRAWINGS : 1000;
        if (!bar.isEmpty() && millis - drawnAtMillis < step) {
            return;
        }
        drawnAtMillis = millis;
        double part = Math.min(1.0, (double) millis / Math.max(1, expected.toMillis()));
        int full = (int) Math.round(part * BAR_CHARS);
        bar = String.format(
                Locale.ROOT,
                "  recording [%s%s] %4.1f s",
                "#".repeat(full),
                ".".repeat(BAR_CHARS - full),
                millis / 1000.0);
        if (terminal) {
            erase();
            redraw();
        } else {
            out.println(bar);
        }
        out.flush();
    }

    /** The message is over, the bar stays as it is. */
    synchronized void recordingEnded() {
        if (terminal && !bar.isEmpty()) {
            out.println();
        }
        bar = "";
    }

    private void erase() {
        if (terminal && !bar.isEmpty()) {
            out.print(ERASE_LINE);
        }
    }

    private void redraw() {
        if (terminal && !bar.isEmpty()) {
            out.print(bar);
        }
        out.flush();
    }
}

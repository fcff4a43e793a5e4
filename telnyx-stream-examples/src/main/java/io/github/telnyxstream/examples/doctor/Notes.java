package io.github.telnyxstream.examples.doctor;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Lines with the time since the program began. Thread-safe. */
final class Notes {
    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long begun;

    Notes(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
    }

    void add(String line) {
        out.println(String.format(Locale.ROOT, "%7.2f s  %s", (nanoTime.getAsLong() - begun) / 1e9, line));
        out.flush();
    }

    void page(String text) {
        out.print(text.indent(11));
        out.flush();
    }
}

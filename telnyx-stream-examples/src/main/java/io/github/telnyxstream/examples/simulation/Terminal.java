package io.github.telnyxstream.examples.simulation;

import java.io.Console;
import java.io.PrintStream;

/**
 * Where a command speaks.
 *
 * @param out what is printed to
 * @param isAnsi whether a line can be drawn over
 * @param isInteractive whether a person can press Enter
 */
record Terminal(PrintStream out, boolean isAnsi, boolean isInteractive) {

    /** Whether a person sits at this process. From JDK 22 on there is a console without one, which then says so. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isInteractiveHere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}

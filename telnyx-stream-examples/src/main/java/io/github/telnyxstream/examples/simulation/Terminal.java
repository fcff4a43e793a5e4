package io.github.telnyxstream.examples.simulation;

import java.io.PrintStream;

/**
 * Where a command speaks.
 *
 * @param out what is printed to
 * @param isAnsi whether a line can be drawn over
 * @param isInteractive whether a person can press Enter
 */
record Terminal(PrintStream out, boolean isAnsi, boolean isInteractive) {}

package io.github.telnyxstream.examples;

import java.util.Map;

/**
 * A program that another jar brings, found by {@link java.util.ServiceLoader}: what it needs is too large for this one, or of
 * another licence.
 */
public interface OtherProgram {
    /**
     * The program.
     *
     * @param environment where its keys are
     * @return a command of picocli's
     */
    Object command(Map<String, String> environment);
}

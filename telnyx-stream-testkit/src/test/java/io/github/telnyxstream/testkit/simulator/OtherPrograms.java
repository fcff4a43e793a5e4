package io.github.telnyxstream.testkit.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of other people that tests start where they are installed. */
final class OtherPrograms {
    private OtherPrograms() {}

    static boolean isThere(String program) {
        return works(program, "--version");
    }

    /** Whether a command ends well. */
    static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a program has said, for the message of a failure. */
    static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}

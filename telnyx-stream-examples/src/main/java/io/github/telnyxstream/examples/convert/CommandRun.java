package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.CodecException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a command and turns what goes wrong into one line on the error stream and an exit code. */
final class CommandRun {
    private CommandRun() {}

    /** What a command does. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    static int of(CommandSpec spec, Work work) {
        try {
            work.run();
            return ExitCode.OK;
        } catch (WrongUsage wrong) {
            complain(spec, String.valueOf(wrong.getMessage()));
            return ExitCode.USAGE;
        } catch (CodecException content) {
            complain(spec, String.valueOf(content.getMessage()));
        } catch (IOException failure) {
            complain(spec, reason(failure));
        }
        return ExitCode.SOFTWARE;
    }

    static void complain(CommandSpec spec, String line) {
        spec.commandLine().getErr().println(spec.name() + ": " + line);
        spec.commandLine().getErr().flush();
    }

    /** The JDK's messages for files are often no more than the file's name. */
    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "there is no file or folder " + missing.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getFile() + ": " + other.getReason();
        }
        return String.valueOf(failure.getMessage());
    }
}

package io.github.telnyxstream.examples.convert;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command did, run as the program runs it. */
record Run(int exitCode, String out, String err) {

    static Run convert(Object... arguments) {
        return of(new ConvertCommand(), arguments);
    }

    static Run tone(Object... arguments) {
        return of(new ToneCommand(), arguments);
    }

    private static Run of(Object command, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }
}

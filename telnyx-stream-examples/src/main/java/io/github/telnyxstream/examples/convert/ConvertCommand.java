package io.github.telnyxstream.examples.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns a payload dump or a file of audio into another, and says what was heard in it. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description =
                "Converts payload dumps and WAV, Opus, AMR-WB and MP3 files into each other, to hear what was on a call.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            " 0:converted",
            " 1:IN is not what it should be, or a file cannot be read or written",
            " 2:usage"
        },
        footerHeading = "%nExample: a dump of payloads of a call, to be heard in any player%n",
        footer = "  convert dump.bin heard.wav --from PCMU")
public final class ConvertCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IN", description = "the file to read")
    @SuppressWarnings("NullAway.Init")
    Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "the file to write; it appears when it is complete")
    @SuppressWarnings("NullAway.Init")
    Path out;

    @Mixin
    InputOptions input = new InputOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    /** Made by picocli. */
    public ConvertCommand() {}

    @Override
    public Integer call() {
        return CommandRun.of(spec, this::convert);
    }

    private void convert() throws IOException {
        Consumer<String> notes = line -> CommandRun.complain(spec, "note: " + line);
        OutputFile target = new OutputFile(out, in, output);
        try (PcmReader reader = new InputFile(in, input, notes).open()) {
            Conversion done = target.write(reader);
            say(
                    "%s: %s, %d Hz, %.2f s, %.1f dBov",
                    in, reader.label(), reader.sampleRateHz(), done.secondsRead(), done.levelDbov());
            say(
                    "%s: %s, %d Hz, %.2f s",
                    out, target.label(), target.sampleRateHz(reader.sampleRateHz()), done.secondsWritten());
        }
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
        spec.commandLine().getOut().flush();
    }
}

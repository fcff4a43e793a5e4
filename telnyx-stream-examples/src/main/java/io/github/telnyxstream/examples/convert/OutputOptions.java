package io.github.telnyxstream.examples.convert;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user says of the output; it wins over the file's name. */
final class OutputOptions {
    @Option(
            names = "--to",
            paramLabel = "ENCODING",
            description = "what OUT is to hold: " + FileKind.NAMES + ". Otherwise guessed from its name" + " ("
                    + FileKind.EXTENSIONS + "). In a WAV file: L16, PCMU or PCMA")
    @Nullable
    String to;

    @Option(
            names = "--to-rate",
            paramLabel = "HZ",
            description = "audio rate of OUT; otherwise the only one of the encoding, or the rate of the audio")
    @Nullable
    Integer toRateHz;

    @Option(
            names = "--to-byte-order",
            paramLabel = "ORDER",
            description = "little or big: order of the two bytes of an L16 sample of OUT; little if not given")
    @Nullable
    String toByteOrder;
}

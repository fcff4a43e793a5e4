package io.github.telnyxstream.examples.convert;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user says of the input; it wins over the file's name and its header. */
final class InputOptions {
    @Option(
            names = "--from",
            paramLabel = "ENCODING",
            description = "what IN holds: " + FileKind.NAMES + ". Otherwise guessed from its header or its name" + " ("
                    + FileKind.EXTENSIONS + ")")
    @Nullable
    String from;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "audio rate of IN; raw L16 needs it, a WAV file's header is overruled by it")
    @Nullable
    Integer rateHz;

    @Option(
            names = "--byte-order",
            paramLabel = "ORDER",
            description = "little or big: order of the two bytes of an L16 sample of IN; little, as Telnyx sends it,"
                    + " if not given")
    @Nullable
    String byteOrder;

    @Option(
            names = "--channel",
            paramLabel = "N",
            description = "the channel to take from a WAV file of more than one, 1 is left; otherwise the mean of all")
    @Nullable
    Integer channel;
}

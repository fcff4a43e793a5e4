package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.wav.WavEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides what an output file is to be, and writes it. */
final class OutputFile {
    private final Path file;
    private final @Nullable Path source;
    private final FileKind kind;
    private final OutputOptions options;

    /**
     * Writes nothing yet.
     *
     * @param source the input, which is not to be overwritten, or null
     * @throws WrongUsage if it is not clear what the file is to be
     */
    OutputFile(Path file, @Nullable Path source, OutputOptions options) {
        this.file = file;
        this.source = source;
        this.options = options;
        this.kind = kind(file, options.to);
        if (options.toByteOrder != null && (kind.isWav() || kind.encoding() != Encoding.L16)) {
            throw new WrongUsage("--to-byte-order is for bare L16 only");
        }
    }

    private static FileKind kind(Path file, @Nullable String to) {
        if (to == null) {
            return FileKind.ofName(file)
                    .orElseThrow(() -> new WrongUsage("what " + file
                            + " is to hold cannot be told from its name; add --to with " + FileKind.NAMES));
        }
        FileKind asked = FileKind.ofOption(to);
        boolean wavName = file.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
        return wavName ? new FileKind(asked.encoding(), true) : asked;
    }

    /** For people. */
    String label() {
        return kind.label();
    }

    /**
     * The audio rate that the file will have.
     *
     * @param audioHz rate of the audio that goes into it
     */
    int sampleRateHz(int audioHz) {
        int rateHz = Payload.rateOr(kind.encoding(), options.toRateHz, audioHz);
        return payload(rateHz).sampleRateHz();
    }

    private Payload payload(int rateHz) {
        return new Payload(kind.encoding(), rateHz, Payload.byteOrder(options.toByteOrder));
    }

    /**
     * Converts all audio of a reader into the file, which appears only when it is complete.
     *
     * @return what was done
     */
    Conversion write(PcmReader from) throws IOException {
        try (NewFile target = NewFile.at(file, source)) {
            Conversion conversion;
            try (PcmWriter writer = writer(target, sampleRateHz(from.sampleRateHz()))) {
                conversion = new Conversion(from, writer);
                conversion.run();
            }
            target.moveIntoPlace();
            return conversion;
        }
    }

    private PcmWriter writer(NewFile target, int rateHz) throws IOException {
        Payload payload = payload(rateHz);
        if (!kind.isWav()) {
            AudioCodec codec = payload.codec(); // first, so that no file is made if there is none
            return switch (kind.encoding()) {
                case MP3 -> new Mp3File(target.open(), codec);
                case OPUS, AMR_WB -> packetFile(Channels.newOutputStream(target.open()), codec);
                default -> new PayloadFile(target.open(), payload, codec);
            };
        }
        WavEncoding encoding = switch (kind.encoding()) {
            case PCMU -> WavEncoding.MU_LAW;
            case PCMA -> WavEncoding.A_LAW;
            default -> WavEncoding.PCM_16;
        };
        return new WavFile(target.open(), encoding, rateHz);
    }

    private PcmWriter packetFile(OutputStream out, AudioCodec codec) throws IOException {
        try {
            return kind.encoding() == Encoding.OPUS ? OpusFile.writer(out, codec) : AmrWbFile.writer(out, codec);
        } catch (IOException failure) {
            out.close();
            throw failure;
        }
    }
}

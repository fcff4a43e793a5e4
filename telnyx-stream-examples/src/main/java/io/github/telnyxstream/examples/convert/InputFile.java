package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.wav.WavException;
import io.github.telnyxstream.codec.wav.WavReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an input file is and opens it. An option wins over what the file says, and the first bytes of a WAV, Ogg or
 * AMR-WB file win over its name.
 */
final class InputFile {
    private static final int MAGIC_BYTES = 12;

    /** Two frames of MP3 and more. */
    private static final int MP3_FRAMES_BYTES = 4096;

    private final Path file;
    private final InputOptions options;
    private final Consumer<String> notes;

    /**
     * Opens nothing yet.
     *
     * @param notes takes lines for the user
     */
    InputFile(Path file, InputOptions options, Consumer<String> notes) {
        this.file = file;
        this.options = options;
        this.notes = notes;
    }

    /**
     * A reader at the first sample.
     *
     * @throws WrongUsage if it is not clear what the file is, or the options contradict each other
     * @throws CodecException if the file is not what it should be
     */
    PcmReader open() throws IOException {
        if (Files.isDirectory(file)) {
            throw new WrongUsage(file + " is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WrongUsage(file + " is not a regular file, and its beginning has to be read twice; "
                    + "put what comes from a pipe or a device into a file first");
        }
        if (options.channel != null && options.channel < 1) {
            throw new WrongUsage("--channel counts from 1");
        }
        byte[] start = start();
        requireKnown(start);
        Optional<FileKind> content = FileKind.ofContent(start);
        FileKind kind = kind(content);
        if (options.byteOrder != null && (kind.isWav() || kind.encoding() != Encoding.L16)) {
            throw new WrongUsage("--byte-order is for bare L16; add --from L16 if that is what " + file + " holds");
        }
        boolean inWav = content.filter(FileKind::isWav).isPresent();
        if (kind.isWav()) {
            return openWav(inWav);
        }
        if (options.channel != null) {
            throw new WrongUsage("--channel is for WAV files; bare payloads have one channel");
        }
        requireBoundaries(kind, content);
        return openPayloads(kind.encoding(), inWav);
    }

    private FileKind kind(Optional<FileKind> content) {
        if (options.from != null) {
            return FileKind.ofOption(options.from);
        }
        if (content.isPresent()) {
            noteName(content.get());
            return content.get();
        }
        return FileKind.ofName(file)
                .orElseThrow(() -> new WrongUsage(
                        "what " + file + " holds cannot be told from its name; add --from with " + FileKind.NAMES));
    }

    private void requireKnown(byte[] start) {
        ForeignFile.of(start).filter(foreign -> options.from == null).ifPresent(foreign -> {
            throw new CodecException(file + " is a " + foreign.name()
                    + " file, which cannot be read here; convert it first: ffmpeg -i " + file.getFileName()
                    + " -c:a pcm_s16le out.wav");
        });
    }

    private byte[] start() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAGIC_BYTES);
        }
    }

    private void requireBoundaries(FileKind kind, Optional<FileKind> content) {
        boolean packets = kind.encoding() == Encoding.OPUS || kind.encoding() == Encoding.AMR_WB;
        if (packets && !content.equals(Optional.of(kind))) {
            throw new CodecException(file + " is no " + kind.container() + " file, and bare "
                    + kind.encoding().wireName()
                    + " packets have no boundaries, so that nobody can tell them apart again; keep them in such a file"
                    + " during the call");
        }
    }

    private PcmReader openWav(boolean isWav) throws IOException {
        if (options.rateHz != null) {
            Payload.requireRate(options.rateHz);
        }
        WavReader reader = openReader(new BufferedInputStream(Files.newInputStream(file)), isWav);
        try {
            return new WavPcm(reader, options.rateHz, options.channel, notes);
        } catch (WrongUsage wrong) {
            reader.close();
            throw wrong;
        }
    }

    private WavReader openReader(InputStream in, boolean isWav) throws IOException {
        try {
            return WavReader.open(in);
        } catch (WavException unreadable) {
            in.close();
            String wayOut = isWav ? "" : wayOut();
            throw new CodecException(file + ": " + unreadable.getMessage() + wayOut, unreadable);
        }
    }

    /** For what calls itself WAV and does not begin like it. */
    private String wayOut() throws IOException {
        try (InputStream again = Files.newInputStream(file)) {
            return Mp3Rate.of(again.readNBytes(MP3_FRAMES_BYTES)).isPresent()
                    ? "; it looks like MP3: add --from MP3"
                    : "; if it holds bare payloads, say which with --from";
        }
    }

    private void noteName(FileKind content) {
        if (FileKind.ofName(file).filter(named -> !named.equals(content)).isPresent()) {
            notes.accept(file + " is " + content.container() + " in spite of its name, and read as such");
        }
    }

    private PcmReader openPayloads(Encoding encoding, boolean inWav) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            return switch (encoding) {
                case MP3 -> Mp3Pcm.of(in, options.rateHz);
                case OPUS -> OpusFile.reader(in, options.rateHz, notes);
                case AMR_WB -> AmrWbFile.reader(in, payload(encoding, 0, null).codec(), notes);
                default -> bare(encoding, in, inWav);
            };
        } catch (IOException | RuntimeException failure) {
            try {
                in.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private PcmReader bare(Encoding encoding, InputStream in, boolean inWav) throws IOException {
        if (!inWav) {
            return new PayloadPcm(in, payload(encoding, 0, options.byteOrder), Long.MAX_VALUE, notes);
        }
        // the reader takes no byte after the header, so that the stream stands at the audio
        WavReader header = openReader(in, true);
        String order = options.byteOrder == null ? Payload.name(header.byteOrder()) : options.byteOrder;
        Payload payload = payload(encoding, header.sampleRateHz(), order);
        return new PayloadPcm(in, payload, lengthBytes(header), notes);
    }

    private long lengthBytes(WavReader header) {
        if (header.channels() != 1) {
            throw new CodecException(file + " has " + header.channels() + " channels: --from reads WAV files of one");
        }
        return header.lengthFrames() < 0
                ? Long.MAX_VALUE
                : header.lengthFrames() * header.encoding().bytesPerSample();
    }

    private Payload payload(Encoding encoding, int headerRateHz, @Nullable String byteOrder) {
        int rateHz = Payload.rateOr(encoding, options.rateHz, headerRateHz);
        if (rateHz == 0 && options.rateHz == null) {
            throw new WrongUsage("bare L16 does not say its rate; add --rate with the rate that was asked of Telnyx,"
                    + " for example 16000");
        }
        return new Payload(encoding, rateHz, Payload.byteOrder(byteOrder));
    }
}

package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.Encoding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a file holds, as far as its name or an option tells. Immutable.
 *
 * @param encoding how the audio is encoded
 * @param isWav whether it lies in a WAV file; otherwise Opus is in an Ogg file, AMR-WB and MP3 in files of their own, and
 *     all others are the bare payloads one after the other
 */
record FileKind(Encoding encoding, boolean isWav) {
    /** The ends of names that tell the encoding, for messages. */
    static final String EXTENSIONS = "wav, ulaw, alaw, l16, g722, opus, ogg, awb, amr, mp3";

    /** The names that options accept, for messages. */
    static final String NAMES = "PCMU, PCMA, G722, L16, OPUS, AMR-WB, MP3 or WAV";

    private static final Map<String, String> NAME_BY_EXTENSION = Map.of(
            "wav", "WAV",
            "ulaw", "PCMU",
            "alaw", "PCMA",
            "l16", "L16",
            "g722", "G722",
            "mp3", "MP3",
            "opus", "OPUS",
            "ogg", "OPUS",
            "amr", "AMR-WB",
            "awb", "AMR-WB");

    FileKind {
        if (isWav && encoding != Encoding.L16 && encoding != Encoding.PCMU && encoding != Encoding.PCMA) {
            throw new WrongUsage("a WAV file can hold L16, PCMU or PCMA here, not " + encoding.wireName());
        }
    }

    /**
     * The kind with that name.
     *
     * @param option the value of {@code --from} or {@code --to}, in any case
     * @throws WrongUsage if it is no name, or one that cannot be converted
     */
    static FileKind ofOption(String option) {
        if (option.equalsIgnoreCase("WAV")) {
            return new FileKind(Encoding.L16, true);
        }
        Encoding encoding = Encoding.ofWireName(option);
        if (encoding == null) {
            throw new WrongUsage("there is no encoding " + option + "; known are " + NAMES);
        }
        return new FileKind(encoding, false);
    }

    /**
     * Guesses from the end of a file's name.
     *
     * @throws WrongUsage if the name says an encoding that cannot be converted
     */
    static Optional<FileKind> ofName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String known = NAME_BY_EXTENSION.get(name.substring(name.lastIndexOf('.') + 1));
        return name.indexOf('.') < 0 || known == null ? Optional.empty() : Optional.of(ofOption(known));
    }

    /** Tells the kinds whose files begin with something of their own. */
    static Optional<FileKind> ofContent(byte[] start) {
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        if (magic.matches("(?s)(RIFF|RIFX|RF64|BW64).{4}WAVE.*")) {
            return Optional.of(ofOption("WAV"));
        }
        if (magic.startsWith("OggS")) {
            return Optional.of(ofOption("OPUS"));
        }
        if (magic.startsWith("ID3")) {
            return Optional.of(ofOption("MP3"));
        }
        return magic.startsWith("#!AMR-WB") ? Optional.of(ofOption("AMR-WB")) : Optional.empty();
    }

    /** What people call such a file, where it is more than bare payloads. */
    String container() {
        return isWav ? "WAV" : encoding == Encoding.OPUS ? "Ogg" : encoding.wireName();
    }

    /** For people. */
    String label() {
        return isWav ? "WAV with " + encoding.wireName() : encoding.wireName();
    }
}

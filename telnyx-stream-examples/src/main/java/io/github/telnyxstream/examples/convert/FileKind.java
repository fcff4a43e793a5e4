package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.Encoding;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a file holds, as far as its name or an option tells. Immutable.
 *
 * @param encoding how the audio is encoded
 * @param isWav whether it lies in a WAV file instead of being the bare payloads one after the other
 */
record FileKind(Encoding encoding, boolean isWav) {
    /** The names that options accept, for messages. */
    static final String NAMES = "PCMU, PCMA, G722, L16, MP3 or WAV";

    private static final Map<String, String> NAME_BY_EXTENSION = Map.of(
            "wav", "WAV",
            "ulaw", "PCMU",
            "alaw", "PCMA",
            "l16", "L16",
            "g722", "G722",
            "mp3", "MP3",
            "opus", "OPUS",
            "amr", "AMR-WB",
            "awb", "AMR-WB");

    FileKind {
        if (encoding == Encoding.OPUS || encoding == Encoding.AMR_WB) {
            throw new WrongUsage(
                    "a raw " + encoding.wireName() + " file has no packet boundaries, so nobody can cut it into packets"
                            + " again; write the decoded audio to a WAV file during the call, or ask Telnyx for L16");
        }
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
        Encoding encoding = Encoding.ofWireName(option)
                .orElseThrow(() -> new WrongUsage("there is no encoding " + option + "; known are " + NAMES));
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

    /** For people. */
    String label() {
        return isWav ? "WAV with " + encoding.wireName() : encoding.wireName();
    }
}

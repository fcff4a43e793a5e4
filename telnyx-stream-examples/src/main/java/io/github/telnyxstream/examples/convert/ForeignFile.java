package io.github.telnyxstream.examples.convert;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Files of audio that are known by their first bytes and not read here. Read as bare payloads they would be noise.
 *
 * @param name what people call such a file
 * @param magic what it begins with, from {@code at} on
 * @param at index of the first byte of it
 */
record ForeignFile(String name, String magic, int at) {
    private static final List<ForeignFile> KNOWN = List.of(
            new ForeignFile("FLAC", "fLaC", 0),
            new ForeignFile("AIFF", "FORM", 0),
            new ForeignFile("Sun audio", ".snd", 0),
            new ForeignFile("Core Audio", "caff", 0),
            new ForeignFile("Wave64", "riff", 0),
            new ForeignFile("MPEG-4 audio", "ftyp", 4),
            new ForeignFile("narrowband AMR", "#!AMR\n", 0),
            new ForeignFile("Windows Media", "0&\u00B2u", 0),
            new ForeignFile("WebM or Matroska", "\u001AE\u00DF\u00A3", 0));

    /** What a file is that begins like this, if it is one of these. */
    static Optional<ForeignFile> of(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return KNOWN.stream()
                .filter(known -> text.startsWith(known.magic, known.at))
                .findFirst();
    }
}

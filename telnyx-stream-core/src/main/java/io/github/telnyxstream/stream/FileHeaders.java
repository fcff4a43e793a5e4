package io.github.telnyxstream.stream;

import org.jspecify.annotations.Nullable;

/** Knows the beginnings of files that are mistaken for samples. Stateless. */
final class FileHeaders {
    private FileHeaders() {}

    /** What the first samples, read as bytes in either order, are the header of; or null. */
    static @Nullable String named(short[] pcm) {
        if (pcm.length < 2) {
            return null;
        }
        String little = text(pcm[0] & 0xff, pcm[0] >> 8 & 0xff, pcm[1] & 0xff, pcm[1] >> 8 & 0xff);
        String big = text(pcm[0] >> 8 & 0xff, pcm[0] & 0xff, pcm[1] >> 8 & 0xff, pcm[1] & 0xff);
        String name = named(little);
        return name == null ? named(big) : name;
    }

    private static String text(int... bytes) {
        StringBuilder text = new StringBuilder();
        for (int each : bytes) {
            text.append((char) each);
        }
        return text.toString();
    }

    private static @Nullable String named(String four) {
        return switch (four) {
            case "RIFF", "RIFX", "RF64", "BW64" -> "a WAV file begins with " + four;
            case "OggS" -> "an Ogg file begins with OggS";
            case "fLaC" -> "a FLAC file begins with fLaC";
            default -> four.startsWith("ID3") ? "an MP3 file begins with ID3" : null;
        };
    }
}

package io.github.telnyxstream.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Knows the beginnings of files that are mistaken for samples. Stateless. */
final class FileHeaders {
    private static final int BYTES = 4;

    private FileHeaders() {}

    /** What the first samples, read as bytes in either order, are the header of; or null. */
    static @Nullable String ofSamples(short[] pcm) {
        if (pcm.length < BYTES / 2) {
            return null;
        }
        byte[] little = {(byte) pcm[0], (byte) (pcm[0] >> 8), (byte) pcm[1], (byte) (pcm[1] >> 8)};
        byte[] big = {little[1], little[0], little[3], little[2]};
        String name = ofBytes(little);
        if (name == null) {
            name = ofBytes(big);
        }
        return name == null && isMp3(little) ? "an MP3 file begins with a frame header" : name;
    }

    /** What the bytes are the header of; or null. */
    static @Nullable String ofBytes(byte[] bytes) {
        String four = new String(bytes, 0, Math.min(BYTES, bytes.length), StandardCharsets.ISO_8859_1);
        return switch (four) {
            case "RIFF", "RIFX", "RF64", "BW64" -> "a WAV file begins with " + four;
            case "OggS" -> "an Ogg file begins with OggS";
            case "fLaC" -> "a FLAC file begins with fLaC";
            default -> four.startsWith("ID3") ? "an MP3 file begins with ID3" : null;
        };
    }

    /** A frame of MPEG-1 or 2, layer III (ISO/IEC 11172-3, 2.4.2.3), as speech services send it without any tag. */
    private static boolean isMp3(byte[] bytes) {
        boolean isLayer3 = bytes[0] == (byte) 0xFF && ((bytes[1] & 0xFE) == 0xFA || (bytes[1] & 0xFE) == 0xF2);
        int bitRate = bytes[2] >> 4 & 0xF;
        int rate = bytes[2] >> 2 & 3;
        return isLayer3 && bitRate != 0 && bitRate != 15 && rate != 3;
    }
}

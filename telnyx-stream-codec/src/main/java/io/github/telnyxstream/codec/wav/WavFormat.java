package io.github.telnyxstream.codec.wav;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the format chunk of a WAV file says (Multimedia Programming Interface and Data Specifications 1.0, "Waveform Audio
 * File Format"). Several of its fields follow from the others, and programs get them wrong: such a field is believed
 * only where another one bears it out. Immutable.
 *
 * @param tag the kind of samples, that of the sub-format in extensible headers
 * @param channels samples per instant, or 0 if it does not say
 * @param sampleRateHz instants per second, or 0 if it does not say
 * @param bytesPerSecond of all channels
 * @param bytesPerInstant of all channels
 * @param bits of a sample, or 0 if it does not say
 */
record WavFormat(int tag, int channels, long sampleRateHz, long bytesPerSecond, int bytesPerInstant, int bits) {
    /** With everything but the width of a sample: the format as it was before PCM. */
    static final int LEAST_BYTES = 14;

    static final int PCM_BYTES = 16;
    static final int EXTENSIBLE_BYTES = 40;

    private static final int TAG_EXTENSIBLE = 0xFFFE;
    private static final int TAG_PCM = 1;
    private static final int TAG_FLOAT = 3;

    /** Names of what cannot be read here (RFC 2361, appendix A; later ones as Windows' mmreg.h has them). */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(0x02, "Microsoft ADPCM"),
            Map.entry(0x10, "OKI ADPCM"),
            Map.entry(0x11, "IMA ADPCM"),
            Map.entry(0x17, "Dialogic OKI ADPCM"),
            Map.entry(0x22, "TrueSpeech"),
            Map.entry(0x31, "GSM 6.10"),
            Map.entry(0x42, "G.723.1"),
            Map.entry(0x45, "G.726"),
            Map.entry(0x50, "MPEG audio"),
            Map.entry(0x55, "MP3"),
            Map.entry(0x64, "G.726"),
            Map.entry(0x65, "G.722"),
            Map.entry(0x83, "G.729"),
            Map.entry(0xFF, "AAC"),
            Map.entry(0x160, "Windows Media Audio"),
            Map.entry(0x161, "Windows Media Audio"),
            Map.entry(0x28F, "G.722"),
            Map.entry(0x674F, "Vorbis"),
            Map.entry(0x704F, "Opus"),
            Map.entry(0xA109, "Speex"),
            Map.entry(0xF1AC, "FLAC"));

    /**
     * Reads it.
     *
     * @param chunk the chunk's content, {@link #LEAST_BYTES} at least
     * @throws WavException if an extensible header does not say what it extends
     */
    static WavFormat of(ByteBuffer chunk) throws WavException {
        int tag = chunk.getShort(0) & 0xFFFF;
        if (tag == TAG_EXTENSIBLE) {
            if (chunk.limit() < EXTENSIBLE_BYTES) {
                throw new WavException(
                        "WAV extensible format of " + chunk.limit() + " bytes: it takes " + EXTENSIBLE_BYTES);
            }
            tag = chunk.getShort(24) & 0xFFFF;
        }
        return new WavFormat(
                tag,
                chunk.getShort(2) & 0xFFFF,
                chunk.getInt(4) & 0xFFFF_FFFFL,
                chunk.getInt(8) & 0xFFFF_FFFFL,
                chunk.getShort(12) & 0xFFFF,
                chunk.limit() < PCM_BYTES ? 0 : chunk.getShort(14) & 0xFFFF);
    }

    /**
     * How samples are stored.
     *
     * @throws WavException if they cannot be read here; names what they are
     */
    WavEncoding encoding() throws WavException {
        WavEncoding found = switch (tag) {
            case TAG_PCM -> ofWidth(WavEncoding.PCM_8, WavEncoding.PCM_16, WavEncoding.PCM_24, WavEncoding.PCM_32);
            case TAG_FLOAT -> ofWidth(WavEncoding.FLOAT_32, WavEncoding.FLOAT_64);
            case 6 -> WavEncoding.A_LAW;
            case 7 -> WavEncoding.MU_LAW;
            default -> throw unreadable();
        };
        if (found == null) {
            throw new WavException("WAV file has " + bits + "-bit samples of "
                    + (tag == TAG_PCM
                            ? "PCM; 1 to 32 bits can be read"
                            : "floating point; 32 and 64 bits can be read"));
        }
        return found;
    }

    private @Nullable WavEncoding ofWidth(WavEncoding... encodings) {
        int bytes = bytesPerSample();
        for (WavEncoding encoding : encodings) {
            if (encoding.bytesPerSample() == bytes) {
                return encoding;
            }
        }
        return null;
    }

    /** Samples may lie in wider boxes than they fill, which then two fields say besides. */
    private int bytesPerSample() {
        int filled = (bits + 7) / 8;
        boolean divides = channels > 0 && bytesPerInstant % channels == 0;
        int box = divides ? bytesPerInstant / channels : 0;
        boolean isBorneOut = bytesPerSecond == sampleRateHz * bytesPerInstant || bits == 0;
        return box > filled && isBorneOut ? box : filled;
    }

    private WavException unreadable() {
        String name = OTHERS.get(tag);
        if (name == null) {
            return new WavException("WAV file holds audio of a kind that is not known (format " + tag
                    + "); PCM, floating point, A-law and µ-law can be read");
        }
        return new WavException("WAV file holds " + name + " (format " + tag
                + "), which cannot be read here; convert it first: ffmpeg -i in.wav -c:a pcm_s16le out.wav");
    }

    /** Samples per instant, from the other fields if it does not say. */
    int channels(WavEncoding encoding) {
        boolean divides = bytesPerInstant % encoding.bytesPerSample() == 0;
        return channels == 0 && divides ? bytesPerInstant / encoding.bytesPerSample() : channels;
    }

    /** Instants per second, from the other fields if it does not say. */
    long sampleRateHz(int bytesPerFrame) {
        return sampleRateHz == 0 && bytesPerSecond % bytesPerFrame == 0 ? bytesPerSecond / bytesPerFrame : sampleRateHz;
    }
}

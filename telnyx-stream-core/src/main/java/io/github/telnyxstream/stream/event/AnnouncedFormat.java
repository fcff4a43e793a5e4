package io.github.telnyxstream.stream.event;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx says will arrive ({@code start.media_format}); says nothing of the other direction. Immutable.
 *
 * @param encoding name of the encoding as it stands on the wire; empty when absent
 * @param sampleRateHz the announced rate in Hz, or -1 when absent. For G.722, Opus and AMR-WB this is not documented to be
 *     the audio rate
 * @param channels number of channels, 1 when absent; Telnyx documents no other
 */
public record AnnouncedFormat(String encoding, int sampleRateHz, int channels) {
    /** Nothing was announced: the start event has no {@code media_format}, or one without an encoding. */
    public static final AnnouncedFormat ABSENT = new AnnouncedFormat("", -1, 1);

    /** Checks that nothing is null. */
    public AnnouncedFormat {
        Objects.requireNonNull(encoding, "encoding");
    }

    /**
     * What the bytes will be. G.722 and AMR-WB are 16 kHz audio and G.711 8 kHz whatever was announced; Opus is decoded at
     * the announced rate when that is one of its rates, else at 48 kHz.
     *
     * @param l16ByteOrder how to read L16, which the wire does not tell
     * @return the format, or null when {@link #objection} says why not
     */
    public @Nullable MediaFormat toMediaFormat(ByteOrder l16ByteOrder) {
        Objects.requireNonNull(l16ByteOrder, "l16ByteOrder");
        Encoding known = Encoding.ofAnnouncedName(encoding);
        if (known == null || objection() != null) {
            return null;
        }
        return switch (known) {
            case PCMU -> MediaFormat.PCMU;
            case PCMA -> MediaFormat.PCMA;
            case G722 -> MediaFormat.G722;
            case AMR_WB -> MediaFormat.of(Encoding.AMR_WB, 16000);
            case OPUS -> MediaFormat.of(Encoding.OPUS, opusRateHz());
            case L16 -> new MediaFormat(Encoding.L16, sampleRateHz, l16ByteOrder);
            case MP3 -> null;
        };
    }

    /**
     * Why this cannot be decoded.
     *
     * @return a sentence for a person, or null when it can
     */
    public @Nullable String objection() {
        Encoding known = Encoding.ofAnnouncedName(encoding);
        if (encoding.isEmpty()) {
            return "no encoding was announced";
        }
        if (known == null || known == Encoding.MP3) {
            return "the announced encoding " + WireText.shown(encoding) + " is none that Telnyx documents";
        }
        if (channels != 1) {
            return channels + " channels were announced, and only one can be told from the bytes";
        }
        if (known == Encoding.L16 && sampleRateHz < 0) {
            return "L16 was announced without a sample rate";
        }
        if (known == Encoding.L16 && (sampleRateHz < 8000 || sampleRateHz > 48000 || sampleRateHz % 50 != 0)) {
            return "L16 was announced at " + sampleRateHz + " Hz, which is not between 8000 and 48000 in steps of 50";
        }
        return null;
    }

    /**
     * What is strange about an announcement that can be decoded all the same: a rate that the encoding does not have. The
     * audio plays at a wrong speed if it was true.
     *
     * @return a sentence for a person, or null
     */
    public @Nullable String doubt() {
        Encoding known = Encoding.ofAnnouncedName(encoding);
        if (known == null || sampleRateHz < 0) {
            return null;
        }
        boolean usual = switch (known) {
            case PCMU, PCMA -> sampleRateHz == 8000;
            // Telnyx counts both by their RTP clocks at times
            case G722, AMR_WB -> sampleRateHz == 8000 || sampleRateHz == 16000;
            case OPUS -> sampleRateHz == 48000 || opusRateHz() == sampleRateHz;
            case L16, MP3 -> true;
        };
        return usual
                ? null
                : known.wireName() + " was announced at " + sampleRateHz
                        + " Hz, a rate that it does not have; it is read at its own";
    }

    private int opusRateHz() {
        return switch (sampleRateHz) {
            case 8000, 12000, 16000, 24000 -> sampleRateHz;
            default -> 48000;
        };
    }

    @Override
    public String toString() {
        return "AnnouncedFormat[" + WireText.shown(encoding) + ", sampleRateHz=" + sampleRateHz + ", channels="
                + channels + "]";
    }
}

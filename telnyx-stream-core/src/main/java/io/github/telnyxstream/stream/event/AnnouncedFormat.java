package io.github.telnyxstream.stream.event;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx says will arrive ({@code start.media_format}); says nothing of the other direction. Immutable.
 *
 * @param encoding name of the encoding as it stands on the wire
 * @param sampleRateHz the announced rate in Hz, or -1 when absent. For G.722, Opus and AMR-WB this is not documented to be
 *     the audio rate
 * @param channels number of channels, 1 when absent
 */
public record AnnouncedFormat(String encoding, int sampleRateHz, int channels) {

    /**
     * What the bytes will be. G.722 and AMR-WB are 16 kHz audio whatever was announced; Opus is decoded at the
     * announced rate when that is one of its rates, else at 48 kHz.
     *
     * @param l16ByteOrder how to read L16, which the wire does not tell
     * @return the format, or null when the encoding or its rate is not known here
     */
    public @Nullable MediaFormat toMediaFormat(ByteOrder l16ByteOrder) {
        Encoding known = Encoding.ofWireName(encoding).orElse(null);
        if (known == null) {
            return null;
        }
        return switch (known) {
            case PCMU -> MediaFormat.PCMU;
            case PCMA -> MediaFormat.PCMA;
            case G722 -> MediaFormat.G722;
            case AMR_WB -> MediaFormat.of(Encoding.AMR_WB, 16000);
            case OPUS -> MediaFormat.of(Encoding.OPUS, opusRateHz());
            case L16 ->
                sampleRateHz >= 8000 && sampleRateHz <= 48000 && sampleRateHz % 50 == 0
                        ? new MediaFormat(Encoding.L16, sampleRateHz, l16ByteOrder)
                        : null;
            case MP3 -> null;
        };
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

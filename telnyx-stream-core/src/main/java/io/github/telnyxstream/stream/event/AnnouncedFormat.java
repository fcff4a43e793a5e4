package io.github.telnyxstream.stream.event;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.ByteOrder;
import java.util.Optional;

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
     * @return the format, or empty when the encoding or its rate is not known here
     */
    public Optional<MediaFormat> toMediaFormat(ByteOrder l16ByteOrder) {
        return Encoding.ofWireName(encoding).flatMap(known -> switch (known) {
            case PCMU -> Optional.of(MediaFormat.PCMU);
            case PCMA -> Optional.of(MediaFormat.PCMA);
            case G722 -> Optional.of(MediaFormat.G722);
            case AMR_WB -> Optional.of(MediaFormat.of(Encoding.AMR_WB, 16000));
            case OPUS -> Optional.of(MediaFormat.of(Encoding.OPUS, opusRateHz()));
            case L16 ->
                sampleRateHz >= 8000 && sampleRateHz <= 48000 && sampleRateHz % 50 == 0
                        ? Optional.of(new MediaFormat(Encoding.L16, sampleRateHz, l16ByteOrder))
                        : Optional.empty();
            case MP3 -> Optional.empty();
        });
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

package io.github.telnyxstream.codec;

import java.nio.ByteOrder;
import java.util.Objects;

/**
 * What a stream of audio bytes is: encoding, audio rate and, for linear PCM, byte order. Always mono, always 20 ms a
 * frame. The format travels with the audio, so that samples of one rate cannot be handed to a stream of another.
 *
 * <p>Immutable; equal when all parts are equal.
 *
 * @param encoding the algorithm
 * @param sampleRateHz samples per second of the decoded audio; for G.722 this is 16000 although its RTP clock is 8000
 * @param byteOrder order of the two bytes of a sample; matters for {@link Encoding#L16} only and is
 *     {@link ByteOrder#LITTLE_ENDIAN} otherwise. Telnyx's L16 is little-endian in every published measurement, although
 *     RFC 3551 section 4.5.11 says big-endian
 */
public record MediaFormat(Encoding encoding, int sampleRateHz, ByteOrder byteOrder) {

    /** Audio time of one frame in milliseconds. */
    public static final int PTIME_MILLIS = 20;

    /** G.711 µ-law at 8 kHz: 160 bytes a frame. */
    public static final MediaFormat PCMU = of(Encoding.PCMU, 8000);

    /** G.711 A-law at 8 kHz: 160 bytes a frame. */
    public static final MediaFormat PCMA = of(Encoding.PCMA, 8000);

    /** G.722 at 64 kbit/s: 16 kHz audio, 160 bytes a frame. */
    public static final MediaFormat G722 = of(Encoding.G722, 16000);

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException if the rate is not one that the encoding can have
     */
    public MediaFormat {
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(byteOrder, "byteOrder");
        if (encoding != Encoding.L16 && byteOrder != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("byteOrder applies to L16 only, not to " + encoding.wireName());
        }
        boolean known = switch (encoding) {
            case PCMU, PCMA -> sampleRateHz == 8000;
            case G722, AMR_WB -> sampleRateHz == 16000;
            case OPUS ->
                sampleRateHz == 8000
                        || sampleRateHz == 12000
                        || sampleRateHz == 16000
                        || sampleRateHz == 24000
                        || sampleRateHz == 48000;
            case MP3 -> isMp3Rate(sampleRateHz);
            case L16 -> sampleRateHz >= 8000 && sampleRateHz <= 48000 && sampleRateHz % 50 == 0;
        };
        if (!known) {
            throw new IllegalArgumentException(
                    "sampleRateHz is " + sampleRateHz + ", must be a rate of " + encoding.wireName());
        }
    }

    /** Those of MPEG-1, 2 and 2.5 (ISO/IEC 11172-3, 13818-3) whose frame of 20 ms is a whole number of samples. */
    private static boolean isMp3Rate(int rateHz) {
        return switch (rateHz) {
            case 8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000 -> true;
            default -> false;
        };
    }

    /**
     * A format with the default byte order.
     *
     * @param encoding the algorithm
     * @param sampleRateHz audio rate in Hz
     * @return the format
     * @throws IllegalArgumentException if the rate is not one that the encoding can have
     */
    public static MediaFormat of(Encoding encoding, int sampleRateHz) {
        return new MediaFormat(encoding, sampleRateHz, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Linear PCM in Telnyx's (little-endian) byte order.
     *
     * @param sampleRateHz audio rate in Hz: 8000 to 48000, a multiple of 50
     * @return the format
     * @throws IllegalArgumentException for another rate
     */
    public static MediaFormat l16(int sampleRateHz) {
        return of(Encoding.L16, sampleRateHz);
    }

    /**
     * The rate of the RTP clock, which is what Telnyx writes as {@code sample_rate}: differs from the audio rate for
     * G.722 (8000, RFC 3551 section 4.5.2) and Opus (48000, RFC 7587 section 4.1).
     *
     * @return ticks per second
     */
    public int rtpClockRateHz() {
        return switch (encoding) {
            case G722 -> 8000;
            case OPUS -> 48000;
            case MP3 -> 90000;
            default -> sampleRateHz;
        };
    }

    /**
     * Samples in one frame of 20 ms.
     *
     * @return samples, mono
     */
    public int samplesPerFrame() {
        return sampleRateHz / (1000 / PTIME_MILLIS);
    }

    /**
     * Bytes in one frame of 20 ms.
     *
     * @return bytes, or -1 when the encoding makes frames of varying size
     */
    public int bytesPerFrame() {
        return switch (encoding) {
            case PCMU, PCMA -> samplesPerFrame();
            case G722 -> samplesPerFrame() / 2;
            case L16 -> samplesPerFrame() * 2;
            case OPUS, AMR_WB, MP3 -> -1;
        };
    }

    /**
     * Whether frames vary in size, so that bytes cannot be cut into frames.
     *
     * @return true for Opus, AMR-WB and MP3
     */
    public boolean isVariableSize() {
        return bytesPerFrame() < 0;
    }

    /**
     * The byte that, repeated, is silence (for L16 zeros, for G.711 the code of the sample 0).
     *
     * <p>G.722 predicts from what came before, so none of its bytes is silence in every state. With the one returned a
     * decoder in its initial state stays at zero, and one that comes from speech fades out within 20 ms.
     *
     * @return 0 to 255, or -1 when the encoding makes frames of varying size: encode zeros there
     */
    public int silenceByte() {
        return switch (encoding) {
            case PCMU -> 0xFF;
            case PCMA -> 0xD5;
            case L16 -> 0x00;
            case G722 -> 0xFD;
            case OPUS, AMR_WB, MP3 -> -1;
        };
    }
}

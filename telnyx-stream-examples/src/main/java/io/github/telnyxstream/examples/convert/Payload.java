package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What bare payloads are. Unlike a {@link MediaFormat} it takes any rate for L16, as a wrong rate is what users look for.
 *
 * @param encoding the algorithm
 * @param sampleRateHz audio rate
 * @param byteOrder order of the two bytes of an L16 sample
 */
record Payload(Encoding encoding, int sampleRateHz, ByteOrder byteOrder) {
    private static final int LEAST_RATE_HZ = 1000;
    private static final int MOST_RATE_HZ = 192_000;

    /** Checks the combination, with messages that name the options. */
    Payload {
        requireRate(sampleRateHz);
        if (encoding == Encoding.G722 && sampleRateHz != 16000) {
            throw new WrongUsage("G722 is always 16000 Hz audio, not " + sampleRateHz
                    + "; the 8000 that Telnyx writes is its RTP clock");
        }
        if ((encoding == Encoding.PCMU || encoding == Encoding.PCMA) && sampleRateHz != 8000) {
            throw new WrongUsage(encoding.wireName() + " is always 8000 Hz audio, not " + sampleRateHz);
        }
    }

    /** Says no to a rate that is none. */
    static void requireRate(int rateHz) {
        if (rateHz < LEAST_RATE_HZ || rateHz > MOST_RATE_HZ) {
            throw new WrongUsage("a rate of " + rateHz + " Hz is not " + LEAST_RATE_HZ + " to " + MOST_RATE_HZ);
        }
    }

    /** The only rate an encoding can have, or the one to take otherwise. */
    static int rateOr(Encoding encoding, @Nullable Integer askedHz, int otherwiseHz) {
        if (askedHz != null) {
            return askedHz;
        }
        return switch (encoding) {
            case PCMU, PCMA -> 8000;
            case G722, AMR_WB -> 16000;
            case OPUS -> OpusFile.rateHz(otherwiseHz);
            case MP3 -> Mp3File.rateHz(otherwiseHz);
            default -> otherwiseHz;
        };
    }

    /** Reads {@code little} or {@code big}; null is little-endian, which is what Telnyx sends. */
    static ByteOrder byteOrder(@Nullable String option) {
        if (option == null || option.equalsIgnoreCase("little")) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if (option.equalsIgnoreCase("big")) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw new WrongUsage("a byte order is little or big, not " + option);
    }

    static String name(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? "big" : "little";
    }

    /** Samples that the encoder takes together; a file's last ones are filled up with silence. */
    int samplesAtOnce() {
        return encoding == Encoding.G722 ? 2 : 1;
    }

    /** A codec in its initial state. */
    AudioCodec codec() {
        if (encoding == Encoding.L16) {
            return AudioCodec.of(new MediaFormat(Encoding.L16, 8000, byteOrder)); // its rate plays no part in the bytes
        }
        try {
            MediaFormat format = MediaFormat.of(encoding, sampleRateHz);
            return encoding == Encoding.MP3 || encoding == Encoding.AMR_WB
                    ? AddedCodec.of(format)
                    : AudioCodec.of(format);
        } catch (IllegalArgumentException wrongRate) {
            throw new WrongUsage(sampleRateHz + " Hz is not a rate of " + encoding.wireName(), wrongRate);
        }
    }

    /** For people. */
    String label() {
        return encoding == Encoding.L16 ? "L16 " + name(byteOrder) + "-endian" : encoding.wireName();
    }
}

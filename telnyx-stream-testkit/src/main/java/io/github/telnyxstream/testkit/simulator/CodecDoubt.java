package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an application sends another codec than it asked for, by the bytes that silence and soft sound are made of: in
 * µ-law they are FF and 7F, in A-law D5 and 55, and in L16 every second byte is 00 or FF. In the bytes of the bundled
 * caller each law has ten times as many of its own as of the other's. Noise without a pause can be told by nobody and is not
 * doubted. One thread at a time.
 */
final class CodecDoubt {
    /** A second of G.711. */
    private static final int ENOUGH_BYTES = 8000;

    private static final int[] MU_LAW_SILENCE = {0xFF, 0x7F};
    private static final int[] A_LAW_SILENCE = {0xD5, 0x55};
    private static final int[] HIGH_BYTES_OF_SOFT_L16 = {0x00, 0xFF};

    /** What speech with its pauses has at least. */
    private static final double SILENCE = 0.1;

    private static final double FAR_MORE = 4;

    private final @Nullable Encoding asked;
    private final int[] even = new int[256];
    private final int[] odd = new int[256];
    private int bytes;
    private boolean isTold;

    /** For what was asked for, or for MP3 when it is null; only G.711 and L16 can be doubted. */
    CodecDoubt(@Nullable MediaFormat format) {
        asked = format == null ? null : format.encoding();
    }

    /** What is wrong, told once and as soon as it can be told; else null. */
    @Nullable
    String offer(byte[] payload) {
        Encoding encoding = asked;
        if (encoding == null || isTold) {
            return null;
        }
        for (int i = 0; i < payload.length; i++) {
            (i % 2 == 0 ? even : odd)[payload[i] & 0xFF]++;
        }
        bytes += payload.length;
        String other = bytes < ENOUGH_BYTES
                ? null
                : switch (encoding) {
                    case PCMU -> looksLikeL16() ? "L16" : isFarMore(aLaw(), muLaw()) ? "PCMA" : null;
                    case PCMA -> looksLikeL16() ? "L16" : isFarMore(muLaw(), aLaw()) ? "PCMU" : null;
                    case L16 -> insteadOfL16();
                    default -> null;
                };
        if (other == null) {
            return null;
        }
        isTold = true;
        return "audio that looks like " + other + " on a stream that was asked for as " + encoding.wireName();
    }

    private @Nullable String insteadOfL16() {
        if (loudest() > SILENCE / 4) {
            // it is clipped, and its low bytes look like high ones
            return null;
        }
        if (isFarMore(share(even, HIGH_BYTES_OF_SOFT_L16), share(odd, HIGH_BYTES_OF_SOFT_L16))) {
            return "L16 with the high byte first";
        }
        if (looksLikeL16()) {
            return null;
        }
        if (isFarMore(muLaw(), aLaw()) && isInEveryByte(MU_LAW_SILENCE)) {
            return "PCMU";
        }
        return isFarMore(aLaw(), muLaw()) && isInEveryByte(A_LAW_SILENCE) ? "PCMA" : null;
    }

    /** In G.711 all bytes are alike, in L16 the high ones are not like the low ones. */
    private boolean isInEveryByte(int[] values) {
        double one = share(even, values);
        double other = share(odd, values);
        return Math.min(one, other) > Math.max(one, other) / 2;
    }

    /** 00 is the loudest sample of µ-law, with 80 for its opposite, and no soft one of A-law. */
    private boolean looksLikeL16() {
        double zeros = share(even, 0x00) + share(odd, 0x00);
        return (zeros > SILENCE && zeros > FAR_MORE * loudest()) || isHighByte(even) != isHighByte(odd);
    }

    /** Small samples of either sign in every second place. */
    private boolean isHighByte(int[] counts) {
        return share(counts, 0x00) > SILENCE / 2 && share(counts, 0xFF) > SILENCE / 2;
    }

    private double loudest() {
        return share(even, 0x80) + share(odd, 0x80);
    }

    private double muLaw() {
        return share(even, MU_LAW_SILENCE) + share(odd, MU_LAW_SILENCE);
    }

    private double aLaw() {
        return share(even, A_LAW_SILENCE) + share(odd, A_LAW_SILENCE);
    }

    private static boolean isFarMore(double one, double other) {
        return one > SILENCE && one > FAR_MORE * other;
    }

    /** Of all bytes. */
    private double share(int[] counts, int... values) {
        int found = 0;
        for (int value : values) {
            found += counts[value];
        }
        return (double) found / bytes;
    }
}

package io.github.telnyxstream.codec;

import java.util.Objects;

/**
 * Turns one law of G.711 into the other without going through samples: byte by byte what decoding and encoding again
 * would give, in one look-up.
 *
 * <p><b>Threads:</b> thread-safe. <b>Allocation:</b> none.
 */
public final class G711 {
    private static final byte[] A_BY_MU = new byte[256];
    private static final byte[] MU_BY_A = new byte[256];

    static {
        for (int code = 0; code < 256; code++) {
            A_BY_MU[code] = ALawCodec.encoded(MuLawCodec.decoded(code));
            MU_BY_A[code] = MuLawCodec.encoded(ALawCodec.decoded(code));
        }
    }

    private G711() {}

    /**
     * µ-law to A-law.
     *
     * @param muLaw µ-law bytes; not changed unless it is also the target
     * @param muLawOffset index of the first
     * @param aLaw where the A-law bytes go; may be the same array at the same offset
     * @param aLawOffset index of the first to write
     * @param length how many
     * @return {@code length}
     * @throws IndexOutOfBoundsException if either range does not lie in its array
     */
    public static int muLawToALaw(byte[] muLaw, int muLawOffset, byte[] aLaw, int aLawOffset, int length) {
        Objects.checkFromIndexSize(muLawOffset, length, Objects.requireNonNull(muLaw, "muLaw").length);
        Objects.checkFromIndexSize(aLawOffset, length, Objects.requireNonNull(aLaw, "aLaw").length);
        for (int i = 0; i < length; i++) {
            aLaw[aLawOffset + i] = A_BY_MU[muLaw[muLawOffset + i] & 0xFF];
        }
        return length;
    }

    /**
     * A-law to µ-law.
     *
     * @param aLaw A-law bytes; not changed unless it is also the target
     * @param aLawOffset index of the first
     * @param muLaw where the µ-law bytes go; may be the same array at the same offset
     * @param muLawOffset index of the first to write
     * @param length how many
     * @return {@code length}
     * @throws IndexOutOfBoundsException if either range does not lie in its array
     */
    public static int aLawToMuLaw(byte[] aLaw, int aLawOffset, byte[] muLaw, int muLawOffset, int length) {
        Objects.checkFromIndexSize(aLawOffset, length, Objects.requireNonNull(aLaw, "aLaw").length);
        Objects.checkFromIndexSize(muLawOffset, length, Objects.requireNonNull(muLaw, "muLaw").length);
        for (int i = 0; i < length; i++) {
            muLaw[muLawOffset + i] = MU_BY_A[aLaw[aLawOffset + i] & 0xFF];
        }
        return length;
    }
}

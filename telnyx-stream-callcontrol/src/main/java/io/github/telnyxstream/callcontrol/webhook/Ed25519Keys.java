package io.github.telnyxstream.callcontrol.webhook;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads Ed25519 public keys (RFC 8032 section 5.1) and refuses those under which anybody could sign: points of small order,
 * for which a signature of zeros fits any message. Stateless.
 */
final class Ed25519Keys {

    static final int KEY_BYTES = 32;

    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    private Ed25519Keys() {}

    /** The key in base64 text: raw 32 bytes as the portal shows it, or those within an X.509 structure, or PEM. */
    static PublicKey parse(String text, @Nullable Provider provider) {
        byte[] raw = raw(text);
        requireSafe(raw);
        byte[] encoded = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + KEY_BYTES);
        System.arraycopy(raw, 0, encoded, SPKI_PREFIX.length, KEY_BYTES);
        try {
            KeyFactory factory =
                    provider == null ? KeyFactory.getInstance("Ed25519") : KeyFactory.getInstance("Ed25519", provider);
            return factory.generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("the public key cannot be used", unusable);
        }
    }

    private static byte[] raw(String text) {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the public key must be base64, as the portal shows it", notBase64);
        }
        if (bytes.length == KEY_BYTES) {
            return bytes;
        }
        int prefix = SPKI_PREFIX.length;
        if (bytes.length == prefix + KEY_BYTES && Arrays.equals(bytes, 0, prefix, SPKI_PREFIX, 0, prefix)) {
            return Arrays.copyOfRange(bytes, prefix, bytes.length);
        }
        throw new IllegalArgumentException("the public key must be 32 bytes, but " + bytes.length + " were given");
    }

    /** Refuses what is not a point in canonical form, and points that become the identity when doubled three times. */
    private static void requireSafe(byte[] raw) {
        byte[] bigEndian = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            bigEndian[i] = raw[KEY_BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f; // the sign of x
        BigInteger y = new BigInteger(1, bigEndian);
        if (y.compareTo(P) >= 0) {
            throw new IllegalArgumentException("the public key is not in canonical form");
        }
        for (int doubling = 0; doubling < 3; doubling++) {
            y = doubled(y);
        }
        if (y.equals(BigInteger.ONE)) {
            throw new IllegalArgumentException("the public key is of small order: anybody could sign for it");
        }
    }

    /** y of 2P from y of P, for points of -x² + y² = 1 + dx²y² (RFC 8032 section 5.1.4); needs x² only. */
    private static BigInteger doubled(BigInteger y) {
        BigInteger y2 = y.multiply(y).mod(P);
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        boolean onCurve = x2.signum() == 0
                || x2.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P).equals(BigInteger.ONE);
        if (!onCurve) {
            throw new IllegalArgumentException("the public key is not a point of the curve");
        }
        BigInteger denominator =
                BigInteger.ONE.subtract(D.multiply(x2).multiply(y2)).mod(P);
        return y2.add(x2).multiply(denominator.modInverse(P)).mod(P);
    }
}

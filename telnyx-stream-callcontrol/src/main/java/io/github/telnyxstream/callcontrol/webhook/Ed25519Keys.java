package io.github.telnyxstream.callcontrol.webhook;

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

    private static final int KEY_BYTES = Ed25519Points.BYTES;

    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Keys() {}

    /** The key in base64 text: raw 32 bytes as the portal shows it, or those within an X.509 structure, or PEM. */
    static PublicKey parse(String text, @Nullable Provider provider) {
        byte[] raw = raw(text);
        requireSafe(raw);
        return of(raw, provider);
    }

    private static PublicKey of(byte[] raw, @Nullable Provider provider) {
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

    /** Refuses what is not a point in canonical form, and points of small order. */
    private static void requireSafe(byte[] raw) {
        if (!Ed25519Points.isCanonical(raw)) {
            throw new IllegalArgumentException("the public key is not in canonical form");
        }
        if (!Ed25519Points.isOnCurve(raw)) {
            throw new IllegalArgumentException("the public key is not a point of the curve");
        }
        if (Ed25519Points.isOfSmallOrder(raw)) {
            throw new IllegalArgumentException("the public key is of small order: anybody could sign for it");
        }
    }
}

package io.github.telnyxstream.stream.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets that all nodes share, for HMAC-SHA256 (RFC 2104). The first signs; each verifies. To change them without refusing
 * anything while the nodes are restarted one by one: the new key behind the old one on all nodes, then in front of it on all, and
 * the old one out when nothing signed with it is left. Immutable; {@code toString} shows no key.
 */
public final class SigningKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_KEY_BYTES = 32;
    /** What the same secret signs elsewhere, such as a client state, is no token. */
    private static final byte[] PURPOSE = "telnyx-stream token\n".getBytes(StandardCharsets.US_ASCII);

    private final List<SecretKeySpec> keys;

    private SigningKeys(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Keys.
     *
     * @param keys at least one, each of at least 32 random bytes; copied
     * @return the keys
     * @throws IllegalArgumentException if there is none, or one is shorter
     */
    public static SigningKeys of(List<byte[]> keys) {
        Objects.requireNonNull(keys, "keys");
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key");
        }
        List<SecretKeySpec> specs = new ArrayList<>();
        for (byte[] key : keys) {
            if (key.length < MIN_KEY_BYTES) {
                throw new IllegalArgumentException("key " + (specs.size() + 1) + " has " + key.length
                        + " bytes, at least " + MIN_KEY_BYTES + " are needed");
            }
            specs.add(new SecretKeySpec(key.clone(), ALGORITHM));
        }
        return new SigningKeys(List.copyOf(specs));
    }

    /**
     * Keys as they stand in an environment variable.
     *
     * @param text base64 (either alphabet) of each key, separated by commas; white space around them does no harm. For
     *     example what {@code openssl rand -base64 32} prints
     * @return the keys
     * @throws IllegalArgumentException if it is no base64, or a key is shorter than 32 bytes; the text is not repeated
     */
    public static SigningKeys parse(String text) {
        Objects.requireNonNull(text, "text");
        List<byte[]> keys = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String plain = part.strip().replace('-', '+').replace('_', '/');
            if (!plain.isEmpty()) {
                try {
                    keys.add(Base64.getDecoder().decode(plain));
                } catch (IllegalArgumentException notBase64) {
                    throw new IllegalArgumentException("key " + (keys.size() + 1) + " is no base64");
                }
            }
        }
        return of(keys);
    }

    /** Signs with the first key: 32 bytes. */
    byte[] sign(byte[] message) {
        return mac(keys.get(0), message);
    }

    /** Whether one of the keys signed the message. Takes as long for a wrong signature as for a right one. */
    boolean isSigned(byte[] message, byte[] signature) {
        boolean found = false;
        for (SecretKeySpec key : keys) {
            found |= MessageDigest.isEqual(mac(key, message), signature);
        }
        return found;
    }

    private static byte[] mac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(PURPOSE);
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return "SigningKeys[" + keys.size() + "]";
    }
}

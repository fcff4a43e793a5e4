package io.github.telnyxstream.callcontrol.webhook;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks Ed25519 signatures with the security provider of choice. What can be said without curve arithmetic is said
 * here, so that providers that forget it come to the same verdict. One difference is left: the JDK holds to the equation
 * as it stands, others, Bouncy Castle among them, to eight times it; RFC 8032 section 5.1.7 allows both, and only the
 * owner of a key can make a signature that tells them apart. Thread-safe.
 */
final class Ed25519Check {

    static final int SIGNATURE_BYTES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookVerifier.class);

    /** L, the order of the base point, big-endian (RFC 8032 section 5.1). */
    private static final byte[] GROUP_ORDER =
            HexFormat.of().parseHex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

    private final @Nullable Provider provider;

    Ed25519Check(@Nullable Provider provider) {
        this.provider = provider;
    }

    /** Whether both halves are written the only allowed way; else a second signature could be made from the first. */
    static boolean isCanonical(byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        byte[] s = new byte[SIGNATURE_BYTES / 2];
        for (int i = 0; i < s.length; i++) {
            s[i] = signature[SIGNATURE_BYTES - 1 - i];
        }
        return Arrays.compareUnsigned(s, GROUP_ORDER) < 0 && Ed25519Points.isCanonical(signature);
    }

    /** Whether the key signed these parts, one after the other. */
    boolean isSigned(PublicKey key, byte[] signature, byte[]... parts) {
        return isCanonical(signature) && !Ed25519Points.isOfSmallOrder(signature) && passes(key, signature, parts);
    }

    private boolean passes(PublicKey key, byte[] signature, byte[]... parts) {
        Signature check;
        try {
            check = provider == null ? Signature.getInstance("Ed25519") : Signature.getInstance("Ed25519", provider);
            check.initVerify(key);
            for (byte[] part : parts) {
                check.update(part);
            }
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the security provider cannot check Ed25519", unusable);
        }
        try {
            return check.verify(signature);
        } catch (SignatureException notAPoint) {
            LOG.debug("the security provider finds no signature in it", notAPoint); // others say false instead
            return false;
        }
    }
}

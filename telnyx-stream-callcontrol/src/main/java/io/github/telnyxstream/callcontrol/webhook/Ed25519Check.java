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
 * Checks Ed25519 signatures so that the verdict does not depend on the security provider. The JDK holds to the equation as it
 * stands; others, Bouncy Castle among them, to eight times it, which RFC 8032 section 5.1.7 allows, and which lets pass
 * signatures whose first half is off by a point of small order. Only the owner of a key can make those, and nobody needs them,
 * so they are refused. Thread-safe.
 */
final class Ed25519Check {

    static final int SIGNATURE_BYTES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookVerifier.class);

    /** L, the order of the base point, big-endian (RFC 8032 section 5.1). */
    private static final byte[] GROUP_ORDER =
            HexFormat.of().parseHex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

    /** A key, a message, and a signature that only providers pass which hold to eight times the equation. */
    private static final byte[] PROBE_KEY =
            HexFormat.of().parseHex("61485eb624d9786700ce78888fb6f475591f00567be8e573e9829b7df1f91acd");

    private static final byte[] PROBE_MESSAGE = {'|'};
    private static final byte[] PROBE_SIGNATURE = HexFormat.of()
            .parseHex("85b3f2ac54bb21b92ad954b2cc4a6b845462885097801f5f6ae75a0920b57914"
                    + "12d8196a4521c566f3486fda4a5fdf3391691bbd6d5213eaed04888ad680eb01");

    private final @Nullable Provider provider;
    private final boolean lenient;

    Ed25519Check(@Nullable Provider provider) {
        this.provider = provider;
        this.lenient = passes(Ed25519Keys.of(PROBE_KEY, provider), PROBE_SIGNATURE, PROBE_MESSAGE);
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
        return isCanonical(signature)
                && passes(key, signature, parts)
                && !Ed25519Points.isOfSmallOrder(signature)
                && (!lenient || Ed25519Points.isMultipleOfBase(signature));
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

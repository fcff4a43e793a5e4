package io.github.telnyxstream.testkit.simulator.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/**
 * An Ed25519 key pair (RFC 8032) that signs webhooks as Telnyx does: over timestamp, a vertical bar and the raw body.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class WebhookKey {
    private static final int RAW_KEY_BYTES = 32;

    private final KeyPair pair;

    private WebhookKey(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * A fresh key.
     *
     * @return a random key pair
     */
    public static WebhookKey create() {
        try {
            return new WebhookKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no Ed25519", missing);
        }
    }

    /**
     * The key that a seed gives, so that an application has to be told once only.
     *
     * @param seed any number
     * @return the same key pair for the same seed; for simulations, as anybody can make it
     */
    public static WebhookKey of(long seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
            return new WebhookKey(generator.generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no Ed25519", missing);
        }
    }

    /** What looks random to the generator. */
    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final Random random;

        Seeded(long seed) {
            random = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }

    /**
     * The public half as Telnyx's portal shows it.
     *
     * @return base64 of the raw 32 bytes
     */
    public String publicKey() {
        byte[] x509 = pair.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(x509, x509.length - RAW_KEY_BYTES, x509.length));
    }

    /**
     * Signs a webhook.
     *
     * @param timestamp Unix seconds as decimal text
     * @param body the raw body
     * @return base64 of the 64 bytes
     */
    public String sign(String timestamp, byte[] body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 16);
            signed.writeBytes((timestamp + "|").getBytes(StandardCharsets.UTF_8));
            signed.writeBytes(body);
            signature.update(signed.toByteArray());
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a fresh Ed25519 key does not sign", impossible);
        }
    }
}

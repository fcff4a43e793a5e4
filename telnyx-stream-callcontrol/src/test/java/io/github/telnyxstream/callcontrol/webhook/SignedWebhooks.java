package io.github.telnyxstream.callcontrol.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signs webhooks as Telnyx does, with a key of its own. */
public final class SignedWebhooks {

    public static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final KeyPair keys;

    public SignedWebhooks() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public String publicKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    WebhookVerifier verifier() {
        return WebhookVerifier.builder().key(publicKey()).clock(CLOCK).build();
    }

    WebhookVerifier verifier(Provider provider) {
        return WebhookVerifier.builder()
                .provider(provider)
                .key(publicKey())
                .clock(CLOCK)
                .build();
    }

    Function<String, @Nullable String> sign(String body) {
        return sign(body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    Function<String, @Nullable String> sign(byte[] body, Instant at) {
        String timestamp = String.valueOf(at.getEpochSecond());
        Map<String, String> headers = new HashMap<>();
        headers.put(WebhookVerifier.TIMESTAMP_HEADER, timestamp);
        headers.put(WebhookVerifier.SIGNATURE_HEADER, Base64.getEncoder().encodeToString(signature(timestamp, body)));
        return headers::get;
    }

    public byte[] signature(String timestamp, byte[] body) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update((timestamp + "|").getBytes(StandardCharsets.UTF_8));
            signer.update(body);
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public WebhookEvent read(String body) throws WebhookVerificationException {
        return verifier().verify(body.getBytes(StandardCharsets.UTF_8), sign(body));
    }

    static String event(String type, String id, String payload) {
        return """
                {"data":{"record_type":"event","event_type":"%s","id":"%s","occurred_at":"2026-03-01T09:30:05.118204Z",\
                "payload":{"call_control_id":"v3:call","call_leg_id":"leg","call_session_id":"session",\
                "connection_id":"1111222233334444555","client_state":null%s}},\
                "meta":{"attempt":1,"delivered_to":"https://voice.example.net/hooks"}}""".formatted(type, id, payload.isEmpty() ? "" : "," + payload);
    }
}

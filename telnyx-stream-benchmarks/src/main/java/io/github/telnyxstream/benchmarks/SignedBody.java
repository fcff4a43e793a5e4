package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** One webhook as Telnyx sends it, signed with a key of its own. */
final class SignedBody {
    static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final byte[] body = """
            {"data":{"record_type":"event","event_type":"call.initiated","id":"5e1f7d0a-0000-4000-8000-000000000001",\
            "occurred_at":"2026-03-01T09:30:05.118204Z","payload":{"call_control_id":"v3:exampleCallControlId",\
            "call_leg_id":"70b1c6ee-8f0e-11f0-8a11-02420a000001","call_session_id":"6a9d6a52-8f0e-11f0-9c2d-02420a000001",\
            "connection_id":"1111222233334444555","client_state":null,"from":"+15550100001","to":"+15550100002",\
            "direction":"incoming","state":"parked","start_time":"2026-03-01T09:30:00.000201Z",\
            "connection_codecs":"PCMU,PCMA","offered_codecs":"PCMU","custom_headers":[],"sip_headers":[],"tags":[]}},\
            "meta":{"attempt":1,"delivered_to":"https://voice.example.net/hooks"}}""".getBytes(StandardCharsets.UTF_8);

    final String timestamp = String.valueOf(NOW.getEpochSecond());
    final PublicKey key;
    final String keyText;
    final String signature;
    final Map<String, String> headers;

    SignedBody() {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update((timestamp + "|").getBytes(StandardCharsets.UTF_8));
            signer.update(body);
            key = keys.getPublic();
            signature = Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] encoded = key.getEncoded();
        keyText = Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        headers = Map.of(WebhookVerifier.SIGNATURE_HEADER, signature, WebhookVerifier.TIMESTAMP_HEADER, timestamp);
    }

    /** The key as a provider's own object, so that no conversion is measured. */
    PublicKey keyOf(Provider provider) {
        try {
            return KeyFactory.getInstance("Ed25519", provider).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

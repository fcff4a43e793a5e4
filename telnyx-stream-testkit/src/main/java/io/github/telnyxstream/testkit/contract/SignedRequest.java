package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A webhook as it goes over the wire, genuine or not. Immutable. */
final class SignedRequest {
    private static final WebhookKey KEY = WebhookKey.create();
    private static final String EVENT = """
            {"data":{"record_type":"event","event_type":"call.initiated","id":"%s",\
            "occurred_at":"2026-03-01T09:30:05.118204Z","payload":{"call_control_id":"v3:call","call_leg_id":"leg",\
            "call_session_id":"session","connection_id":"1111222233334444555","client_state":null,"from":"+15550100001",\
            "to":"+15550100002","direction":"incoming","state":"parked"}},"meta":{"attempt":1,\
            "delivered_to":"https://voice.example.net/webhook"}}""";

    private final String method;
    private final String signed;
    private final String sent;
    private final WebhookKey signer;
    private final boolean hasSignature;

    private SignedRequest(String method, String signed, String sent, WebhookKey signer, boolean hasSignature) {
        this.method = method;
        this.signed = signed;
        this.sent = sent;
        this.signer = signer;
        this.hasSignature = hasSignature;
    }

    static String publicKey() {
        return KEY.publicKey();
    }

    static SignedRequest of(String eventId) {
        return ofText(EVENT.formatted(eventId));
    }

    static SignedRequest ofText(String body) {
        return new SignedRequest("POST", body, body, KEY, true);
    }

    /** With those characters in a string behind the event. */
    SignedRequest padded(String text) {
        String escaped = text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        return ofText(signed.substring(0, signed.length() - 1) + ",\r\n\t \"padding\" : \"" + escaped + "\"}\r\n");
    }

    SignedRequest method(String other) {
        return new SignedRequest(other, signed, sent, signer, hasSignature);
    }

    SignedRequest unsigned() {
        return new SignedRequest(method, signed, sent, signer, false);
    }

    SignedRequest tampered() {
        return new SignedRequest(method, signed, sent + " ", signer, hasSignature);
    }

    SignedRequest signedByAnother() {
        return new SignedRequest(method, signed, sent, WebhookKey.create(), hasSignature);
    }

    byte[] body() {
        return sent.getBytes(StandardCharsets.UTF_8);
    }

    /** The head of a request that declares so many bytes. */
    byte[] head(int contentLength) {
        return head("Content-Length: " + contentLength);
    }

    /** The head of a request whose body comes in chunks (RFC 9112, section 7.1). */
    byte[] headOfChunks() {
        return head("Transfer-Encoding: chunked");
    }

    private byte[] head(String length) {
        List<String> headers = new ArrayList<>(List.of("Host: localhost", "Content-Type: application/json", length));
        if (hasSignature) {
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            headers.add("Telnyx-Timestamp: " + timestamp);
            headers.add("Telnyx-Signature-Ed25519: " + signer.sign(timestamp, signed.getBytes(StandardCharsets.UTF_8)));
        }
        return RawClient.head(method + " /webhook HTTP/1.1", headers.toArray(String[]::new));
    }
}

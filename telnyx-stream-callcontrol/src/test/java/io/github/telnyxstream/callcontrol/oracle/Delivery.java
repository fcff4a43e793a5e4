package io.github.telnyxstream.callcontrol.oracle;

import io.github.telnyxstream.callcontrol.webhook.SignedWebhooks;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it arrives, to be judged by the SDK and by us.
 *
 * @param what for a person who reads a failure
 * @param body what the SDK gets as text and we as UTF-8
 * @param signature of the header, or null for none
 * @param timestamp of the header, or null for none
 * @param expected what each of the two has to say
 */
record Delivery(
        String what,
        String body,
        @Nullable String signature,
        @Nullable String timestamp,
        Verdict expected) {

    enum Verdict {
        ACCEPTED,
        REFUSED,
        /** We refuse it and the SDK does not, on purpose. */
        REFUSED_BY_US_ONLY
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (signature != null) {
            headers.put(WebhookVerifier.SIGNATURE_HEADER, signature);
        }
        if (timestamp != null) {
            headers.put(WebhookVerifier.TIMESTAMP_HEADER, timestamp);
        }
        return headers;
    }

    /** For {@code unwrap.mjs}. */
    String line(String key) {
        Map<String, Object> line =
                Map.of("body", body, "key", key, "headers", headers(), "now", SignedWebhooks.NOW.getEpochSecond());
        return new String(Json.write(line), StandardCharsets.UTF_8);
    }

    /** Ours, in the words of {@code unwrap.mjs}. */
    String judgedByUs(String key) {
        WebhookVerifier verifier =
                WebhookVerifier.builder().key(key).clock(SignedWebhooks.CLOCK).build();
        try {
            return "accepted "
                    + verifier.verify(body.getBytes(StandardCharsets.UTF_8), headers()::get)
                            .id();
        } catch (WebhookVerificationException refused) {
            return "refused";
        }
    }
}

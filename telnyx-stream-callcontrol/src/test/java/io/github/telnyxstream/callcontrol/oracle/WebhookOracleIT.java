package io.github.telnyxstream.callcontrol.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.callcontrol.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our webhooks against the event types and the signature check of Telnyx's own SDK. */
class WebhookOracleIT {

    private static final Set<String> COMMON =
            Set.of("call_control_id", "call_leg_id", "call_session_id", "connection_id", "client_state");

    /** The SDK's names of events, where they are not ours. */
    private static final Map<String, String> NAMES = Map.of(
            "StreamingStarted", "CallStreamingStarted",
            "StreamingStopped", "CallStreamingStopped",
            "StreamingFailed", "CallStreamingFailed",
            "CallTranscription", "Transcription");

    private static Path home;

    private final Instant now = Instant.now();
    private final KeyPair keys = keys();
    private final Random random = new Random(5);

    @BeforeAll
    static void install() throws Exception {
        home = OfficialSdk.require();
        Files.copy(
                Path.of("src/test/node/unwrap.mjs"), home.resolve("unwrap.mjs"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void hasAComponentForEveryFieldOfTheSdksEvents() throws Exception {
        Map<String, Set<String>> missing = new TreeMap<>();
        for (Class<?> event : WebhookEvent.class.getPermittedSubclasses()) {
            String name = event.getSimpleName();
            if (name.equals("UnknownWebhookEvent")) {
                continue;
            }
            Set<String> theirs = new TreeSet<>(
                    OfficialSdk.properties(home, "webhooks.d.ts", NAMES.getOrDefault(name, name) + ".Payload"));
            assertThat(theirs).as(name).contains("connection_id");
            theirs.removeAll(COMMON);
            theirs.removeAll(Arrays.stream(event.getRecordComponents())
                    .map(component ->
                            component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet()));
            if (!theirs.isEmpty()) {
                missing.put(name, theirs);
            }
        }
        assertThat(missing).isEmpty();
    }

    private record Delivery(String body, String signature, String timestamp) {}

    @Test
    void acceptsAndRefusesSignaturesAsTheSdkDoes() throws Exception {
        byte[] encoded = keys.getPublic().getEncoded();
        String key =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        List<Delivery> deliveries = deliveries();
        StringBuilder input = new StringBuilder();
        for (Delivery delivery : deliveries) {
            input.append(new String(
                            Json.write(Map.of("body", delivery.body(), "key", key, "headers", headers(delivery))),
                            StandardCharsets.UTF_8))
                    .append('\n');
        }
        OfficialSdk.Run sdk = OfficialSdk.run(home, input.toString(), "node", "unwrap.mjs");
        List<String> verdicts = sdk.output().lines().toList();

        assertThat(verdicts).as(sdk.output()).hasSameSizeAs(deliveries);
        WebhookVerifier verifier = WebhookVerifier.builder()
                .key(key)
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .build();
        int accepted = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            String ours = verdict(verifier, deliveries.get(i));
            if (verdicts.get(i).equals("refused")) {
                assertThat(ours).as("delivery %d is refused by the SDK", i).isEqualTo("refused");
            } else if (i < 40) {
                assertThat(ours).as("delivery %d is accepted by the SDK", i).isEqualTo(verdicts.get(i));
                accepted++;
            }
        }
        assertThat(accepted).isEqualTo(40);
        assertThat(verdicts.stream().filter("refused"::equals).count()).isGreaterThan(150);
    }

    /** Forty that are genuine, then many that are not. */
    private List<Delivery> deliveries() throws Exception {
        List<Delivery> deliveries = new ArrayList<>();
        String timestamp = String.valueOf(now.getEpochSecond());
        for (int i = 0; i < 40; i++) {
            String text = "größe ☎ ".repeat(i);
            String body =
                    "{\"data\":{\"id\":\"e" + i + "\",\"event_type\":\"x\",\"payload\":{\"t\":\"" + text + "\"}}}";
            deliveries.add(new Delivery(body, sign(timestamp, body), timestamp));
        }
        Delivery genuine = deliveries.get(3);
        for (int i = 0; i < 100; i++) {
            byte[] signature = Base64.getDecoder().decode(genuine.signature());
            signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            deliveries.add(
                    new Delivery(genuine.body(), Base64.getEncoder().encodeToString(signature), genuine.timestamp()));
            char[] body = genuine.body().toCharArray();
            body[random.nextInt(body.length)] ^= 1;
            deliveries.add(new Delivery(new String(body), genuine.signature(), genuine.timestamp()));
        }
        for (long skew : new long[] {-100_000, -400, 400, 100_000}) {
            String other = String.valueOf(now.getEpochSecond() + skew);
            deliveries.add(new Delivery(genuine.body(), sign(other, genuine.body()), other));
        }
        for (String broken :
                List.of("", "x", "%%%%", genuine.signature().replace("=", ""), genuine.signature() + "=")) {
            deliveries.add(new Delivery(genuine.body(), broken, genuine.timestamp()));
        }
        for (String broken : List.of("", "now", "-1", genuine.timestamp() + ".5", genuine.timestamp() + "0")) {
            deliveries.add(new Delivery(genuine.body(), sign(broken, genuine.body()), broken));
        }
        return deliveries;
    }

    private String sign(String timestamp, String body) throws Exception {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update((timestamp + "|" + body).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    private static Map<String, String> headers(Delivery delivery) {
        Map<String, String> headers = new HashMap<>();
        headers.put(WebhookVerifier.SIGNATURE_HEADER, delivery.signature());
        headers.put(WebhookVerifier.TIMESTAMP_HEADER, delivery.timestamp());
        return headers;
    }

    private static String verdict(WebhookVerifier verifier, Delivery delivery) {
        try {
            return "accepted "
                    + verifier.verify(delivery.body().getBytes(StandardCharsets.UTF_8), headers(delivery)::get)
                            .id();
        } catch (WebhookVerificationException refused) {
            return "refused";
        }
    }
}

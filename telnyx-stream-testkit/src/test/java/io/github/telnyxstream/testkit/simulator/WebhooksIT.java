package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhooksIT extends SimulatorCase {
    private static final List<Duration> AT_ONCE = List.of(Duration.ofMillis(10), Duration.ofMillis(20));

    private void restart(WebhookDelivery delivery) throws Exception {
        telnyx.close();
        telnyx = app.attach(settings().clock(clock).webhookDelivery(delivery));
    }

    @Test
    void signsTimestampBarAndBody() throws Exception {
        telnyx.placeCall(Caller.builder().build());
        awaitHook("call.initiated");

        FakeApplication.Hook hook = app.hooks.get(0);
        assertThat(isGenuine(hook)).isTrue();
        assertThat(Long.parseLong(hook.timestamp()))
                .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
        assertThat(hook.json().at("/data/record_type").asText()).isEqualTo("event");
        assertThat(hook.json().at("/meta/attempt").asInt()).isEqualTo(1);
        assertThat(hook.payload().path("direction").asText()).isEqualTo("incoming");
        assertThat(hook.payload().path("client_state").isNull()).isTrue();
    }

    @Test
    void triesAgainAfterAServerError() throws Exception {
        restart(WebhookDelivery.inOrder().withRetries(Duration.ofSeconds(30), AT_ONCE));
        app.webhookStatuses.addAll(List.of(500, 429));
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        awaitUntil(() -> app.hooks.size() == 3 && call.webhooks().size() == 3);
        assertThat(call.webhooks())
                .extracting(SentWebhook::attempt, SentWebhook::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 500),
                        org.assertj.core.groups.Tuple.tuple(2, 429),
                        org.assertj.core.groups.Tuple.tuple(3, 200));
        assertThat(app.hooks)
                .extracting(hook -> hook.json().at("/data/id").asText())
                .containsOnly(app.hooks.get(0).json().at("/data/id").asText());
        assertThat(app.hooks.get(2).json().at("/meta/attempt").asInt()).isEqualTo(3);
        assertThat(isGenuine(app.hooks.get(2))).isTrue();
    }

    @Test
    void takesAClientErrorAsTheFinalWord() throws Exception {
        restart(WebhookDelivery.inOrder().withRetries(Duration.ofSeconds(30), AT_ONCE));
        app.webhookStatuses.add(403);
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        awaitUntil(() -> call.webhooks().size() == 1);

        call.hangUp();

        assertThat(end(call)).contains("originator_cancel");
        assertThat(app.hookTypes()).containsExactly("call.initiated", "call.hangup");
    }

    @Test
    void sendsCopiesWithTheSameId() throws Exception {
        restart(WebhookDelivery.inOrder().withCopies(2));
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        call.hangUp();
        assertThat(end(call)).isPresent();

        assertThat(app.hookTypes()).containsExactly("call.initiated", "call.initiated", "call.hangup", "call.hangup");
        assertThat(app.hooks.stream()
                        .map(hook -> hook.json().at("/data/id").asText())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void letsNeighboursOvertakeEachOther() throws Exception {
        restart(WebhookDelivery.inOrder().outOfOrder());
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        call.hangUp();
        assertThat(end(call)).isPresent();

        assertThat(app.hookTypes()).containsExactlyInAnyOrder("call.initiated", "call.hangup");
        assertThat(call.webhooks()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Forgery.class)
    void forgesOnDemand(Forgery forgery) throws Exception {
        assertThat(telnyx.forgeWebhook(forgery).get()).isEqualTo(200);

        FakeApplication.Hook hook = app.hooks.get(0);
        boolean isFresh = hook.timestamp() != null
                && Math.abs(Long.parseLong(hook.timestamp()) - Instant.now().getEpochSecond()) <= 300;
        assertThat(isFresh && isGenuine(hook)).isFalse();
        assertThat(hook.type()).isEqualTo("call.initiated");
    }

    private boolean isGenuine(FakeApplication.Hook hook) throws Exception {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(hook.signature());
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        ByteArrayOutputStream spki = new ByteArrayOutputStream();
        spki.writeBytes(HexFormat.of().parseHex("302a300506032b6570032100"));
        spki.writeBytes(Base64.getDecoder().decode(telnyx.publicKey()));
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki.toByteArray()));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update((hook.timestamp() + "|").getBytes(StandardCharsets.UTF_8));
        verifier.update(hook.body());
        return verifier.verify(signature);
    }
}

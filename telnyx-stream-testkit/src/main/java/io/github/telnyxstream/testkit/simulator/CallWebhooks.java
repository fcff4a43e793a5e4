package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.webhook.Webhook;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookQueue;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookSender;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the application about one call, in Telnyx's words (page "Voice API Webhooks"). */
final class CallWebhooks implements WebhookQueue.Reporter {
    private final Exchange exchange;
    private final CallIdentity identity;
    private final Timeline timeline;
    private final Map<String, URI> urls = new HashMap<>();
    private URI url;
    private final WebhookQueue queue;
    private final Instant startTime;
    private final Runnable afterAnswer;
    private SipHeaders headers = SipHeaders.NONE;
    private @Nullable String clientState;

    CallWebhooks(Exchange exchange, CallIdentity identity, Timeline timeline, URI url, Runnable afterAnswer) {
        this.exchange = exchange;
        this.identity = identity;
        this.timeline = timeline;
        this.url = url;
        this.afterAnswer = afterAnswer;
        queue = new WebhookQueue(
                exchange.ticker(), exchange.sender(), exchange.delivery(), exchange.failoverUrl(), this);
        startTime = exchange.clock().instant();
    }

    URI url() {
        return url;
    }

    /** What a command says about the webhooks holds from now on. */
    void follow(WebhookTerms terms) {
        if (terms.url() != null) {
            url = terms.url();
        }
        urls.putAll(terms.urls());
        terms.retries().forEach(queue::retryAfter);
    }

    /** What the call's SIP messages bear from now on, as far as webhooks tell. */
    void headers(SipHeaders value) {
        headers = value;
    }

    SipHeaders headers() {
        return headers;
    }

    void clientState(@Nullable String base64) {
        clientState = base64;
    }

    @Nullable
    String clientState() {
        return clientState;
    }

    Instant startTime() {
        return startTime;
    }

    boolean areSettled() {
        return queue.isSettled();
    }

    /** With the five fields that all events have, and what the filler adds. */
    void send(EventType type, Consumer<ObjectNode> filler) {
        queue.add(webhook(type, filler));
    }

    Webhook webhook(EventType type, Consumer<ObjectNode> filler) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("call_control_id", identity.callControlId());
        payload.put("call_leg_id", identity.callLegId());
        payload.put("call_session_id", identity.callSessionId());
        payload.put("connection_id", identity.connectionId());
        payload.put("client_state", clientState);
        filler.accept(payload);
        return new Webhook(
                CallIdentity.uuid(exchange.random()),
                type.wireName(),
                identity.callControlId(),
                exchange.clock().instant(),
                urls.getOrDefault(type.wireName(), url),
                payload);
    }

    void initiated(String codec) {
        send(EventType.CALL_INITIATED, payload -> {
            parties(payload).put("direction", identity.isIncoming() ? "incoming" : "outgoing");
            payload.put("state", identity.isIncoming() ? "parked" : "bridging");
            payload.put("start_time", startTime.toString());
            payload.put("caller_id_name", identity.from());
            payload.put("connection_codecs", "PCMU,PCMA,G722").put("offered_codecs", codec);
            payload.put("calling_party_type", "pstn");
            headers.addTo(payload);
            payload.putArray("tags");
        });
    }

    void answered(String codec) {
        send(EventType.CALL_ANSWERED, payload -> {
            parties(payload).put("state", "answered").put("start_time", startTime.toString());
            payload.put("codec", codec)
                    .put("sampling_rate", samplingRate(codec))
                    .put("calling_party_type", "pstn");
            headers.addTo(payload);
            payload.putArray("tags");
        });
    }

    /** Ended, after so many frames of 20 ms. */
    void hangup(String cause, String source, String sipCause, long frames) {
        send(EventType.CALL_HANGUP, payload -> {
            parties(payload).put("state", "hangup").put("start_time", startTime.toString());
            payload.put("end_time", exchange.clock().instant().toString());
            ObjectNode quality = payload.putObject("call_quality_stats");
            quality.putObject("inbound")
                    .put("mos", "4.50")
                    .put("jitter_max_variance", "0.00")
                    .put("jitter_packet_count", "0")
                    .put("packet_count", Long.toString(frames))
                    .put("skip_packet_count", "0");
            quality.putObject("outbound")
                    .put("packet_count", Long.toString(frames))
                    .put("skip_packet_count", "0");
            payload.put("hangup_cause", cause).put("hangup_source", source).put("sip_hangup_cause", sipCause);
            headers.addTo(payload);
            payload.putArray("tags");
        });
    }

    private static int samplingRate(String codec) {
        return switch (codec) {
            case "OPUS" -> 48_000;
            case "AMR-WB" -> 16_000;
            default -> 8000;
        };
    }

    ObjectNode parties(ObjectNode payload) {
        return payload.put("from", identity.from()).put("to", identity.to());
    }

    @Override
    public void sent(Webhook webhook, int attempt) {
        timeline.add(Kind.WEBHOOK_SENT, webhook.type() + (attempt == 1 ? "" : ", attempt " + attempt));
    }

    @Override
    public void answered(Webhook webhook, int attempt, WebhookSender.Outcome outcome, boolean again) {
        int status = outcome.status();
        String body = new String(webhook.body(attempt), StandardCharsets.UTF_8);
        timeline.add(new SentWebhook(
                webhook.occurredAt(),
                webhook.id(),
                webhook.type(),
                webhook.callControlId(),
                attempt,
                status,
                Duration.ofNanos(outcome.tookNanos()),
                body));
        if (status >= 200 && status < 300) {
            timeline.add(Kind.WEBHOOK_ACCEPTED, webhook.type());
        } else {
            timeline.add(
                    Kind.WEBHOOK_FAILED,
                    webhook.type() + ": " + outcome.how() + (again ? ", will be tried again" : ""));
        }
        exchange.ticker().execute(afterAnswer);
    }
}

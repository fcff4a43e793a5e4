package io.github.telnyxstream.testkit.simulator.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something to tell the application. The envelope is Telnyx's (page "Voice API Webhooks"): what happened is under
 * {@code data.payload}.
 *
 * @param id the {@code data.id}
 * @param type the {@code data.event_type}
 * @param callControlId which call
 * @param occurredAt when
 * @param url where to
 * @param payload what; not changed after this
 */
public record Webhook(String id, String type, String callControlId, Instant occurredAt, URI url, ObjectNode payload) {

    /**
     * The body of one attempt, with copies of the payload's fields under {@code data} and the names that the guide in the
     * brief gives some of them.
     *
     * @param attempt from 1
     * @param isFlat whether there are copies
     * @return UTF-8 JSON
     */
    public byte[] body(int attempt, boolean isFlat) {
        return envelope(attempt, isFlat).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The body of one attempt.
     *
     * @param attempt from 1
     * @return UTF-8 JSON
     */
    public byte[] body(int attempt) {
        return body(attempt, false);
    }

    private ObjectNode envelope(int attempt, boolean isFlat) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        ObjectNode data = envelope.putObject("data");
        if (isFlat) {
            data.setAll(payload);
            Duration length = between(payload.path("recording_started_at"), payload.path("recording_ended_at"));
            if (!length.isZero()) {
                data.put("duration_millis", length.toMillis());
            }
            payload.path("recording_urls").elements().forEachRemaining(url -> data.set("public_recording_url", url));
        }
        data.put("record_type", "event").put("event_type", type).put("id", id);
        data.put("occurred_at", occurredAt.truncatedTo(ChronoUnit.MICROS).toString());
        data.set("payload", payload);
        envelope.putObject("meta").put("attempt", attempt).put("delivered_to", url.toString());
        return envelope;
    }

    private static Duration between(JsonNode start, JsonNode end) {
        return start.isMissingNode() || end.isMissingNode()
                ? Duration.ZERO
                : Duration.between(Instant.parse(start.asText()), Instant.parse(end.asText()));
    }

    /**
     * The same for another address.
     *
     * @param other where to
     * @return a changed copy
     */
    public Webhook to(URI other) {
        return new Webhook(id, type, callControlId, occurredAt, other, payload);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}

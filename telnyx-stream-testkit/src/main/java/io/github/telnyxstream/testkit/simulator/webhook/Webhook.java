package io.github.telnyxstream.testkit.simulator.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
     * The body of one attempt.
     *
     * @param attempt from 1
     * @return UTF-8 JSON
     */
    public byte[] body(int attempt) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        ObjectNode data = envelope.putObject("data");
        data.put("record_type", "event").put("event_type", type).put("id", id);
        data.put("occurred_at", occurredAt.truncatedTo(ChronoUnit.MICROS).toString());
        data.set("payload", payload);
        envelope.putObject("meta").put("attempt", attempt).put("delivered_to", url.toString());
        return envelope.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}

package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command says about a call's webhooks from now on.
 *
 * @param url where they go, or null for where they went
 * @param urls where single events go; of several addresses the first
 * @param retries after which pauses single events are tried again
 */
record WebhookTerms(@Nullable URI url, Map<String, URI> urls, Map<String, List<Duration>> retries) {
    private static final String POLICIES = "webhook_retries_policies";
    private static final int MOST_RETRIES = 5;
    private static final long LONGEST_MILLIS = 60_000;

    /** Reads all of it, or refuses it before anything has changed. */
    static WebhookTerms of(ObjectNode body) {
        Map<String, URI> urls = new HashMap<>();
        body.path("webhook_urls").properties().forEach(event -> {
            JsonNode where = event.getValue().isArray() ? event.getValue().path(0) : event.getValue();
            urls.put(event.getKey(), Switchboard.ownUrl(where.asText(), "webhook_urls"));
        });
        Map<String, List<Duration>> retries = new HashMap<>();
        body.path(POLICIES)
                .properties()
                .forEach(policy ->
                        retries.put(policy.getKey(), pauses(policy.getValue().path("retries_ms"))));
        URI url = body.hasNonNull("webhook_url")
                ? Switchboard.ownUrl(body.path("webhook_url").asText(), "webhook_url")
                : null;
        return new WebhookTerms(url, urls, retries);
    }

    private static List<Duration> pauses(JsonNode millis) {
        List<Duration> pauses = new ArrayList<>();
        long sum = 0;
        for (JsonNode pause : millis) {
            long length = pause.asLong(-1);
            if (length < 0 || length > LONGEST_MILLIS) {
                throw tooMuch();
            }
            sum += length;
            pauses.add(Duration.ofMillis(length));
        }
        if (pauses.size() > MOST_RETRIES || sum > LONGEST_MILLIS) {
            throw tooMuch();
        }
        return pauses;
    }

    private static Refusal tooMuch() {
        return Refusal.field(
                10033, "Value out of range", "retries_ms are at most 5 pauses and 60000 ms together", POLICIES);
    }
}

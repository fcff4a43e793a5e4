package io.github.telnyxstream.spring.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code telnyx.*}. Immutable.
 *
 * @param apiKey Key of the Telnyx API, from the portal. Without it nothing is configured.
 * @param publicKey Key that webhooks are checked with, from the portal: base64 of 32 bytes; several with commas between them.
 * @param baseUrl Address of the Telnyx API.
 * @param answer Whether incoming calls are answered and streamed when the application has no WebhookHandler bean.
 * @param stream Media streams.
 * @param webhook Webhooks.
 * @param drain What happens to running calls when the application stops.
 */
@ConfigurationProperties("telnyx")
public record TelnyxProperties(
        @DefaultValue("") String apiKey,
        @DefaultValue("") String publicKey,
        @DefaultValue("https://api.telnyx.com/v2") String baseUrl,
        @DefaultValue("true") boolean answer,
        @DefaultValue Stream stream,
        @DefaultValue Webhook webhook,
        @DefaultValue Drain drain) {

    /**
     * Media streams. Immutable.
     *
     * @param path Where streams come in, for a listener that names no path of its own.
     * @param url Address that Telnyx reaches this application at, for example wss://voice.example.com. That of the call's own webhook unless set.
     * @param tokenLifetime How long after it was asked for a stream may show its token for the first time.
     * @param maxSessions How many streams may be open at once.
     */
    public record Stream(
            @DefaultValue("/media") String path,
            @Nullable String url,
            @DefaultValue("5m") Duration tokenLifetime,
            @DefaultValue("2000") int maxSessions) {}

    /**
     * Webhooks. Immutable.
     *
     * @param enabled Whether there is an endpoint for webhooks.
     * @param path Where Telnyx delivers them.
     */
    public record Webhook(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/webhook") String path) {}

    /**
     * The end of the application. All of it must fit into spring.lifecycle.timeout-per-shutdown-phase. Immutable.
     *
     * @param acceptGrace How long streams are still let in: as long as a load balancer takes to notice.
     * @param deadline How long running calls may go on, the grace time included.
     * @param lastWords How long a call may go on after the deadline.
     */
    public record Drain(
            @DefaultValue("2s") Duration acceptGrace,
            @DefaultValue("20s") Duration deadline,
            @DefaultValue("5s") Duration lastWords) {}

    /** Without the keys. */
    @Override
    public String toString() {
        return "TelnyxProperties[" + stream + ", " + webhook + ", " + drain + "]";
    }
}

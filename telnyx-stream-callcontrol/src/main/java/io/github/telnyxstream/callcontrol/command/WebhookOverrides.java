package io.github.telnyxstream.callcontrol.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where and how webhooks of one call are delivered, instead of what the application says. Immutable. */
public final class WebhookOverrides extends ParameterGroup {

    private WebhookOverrides(Parameters parameters) {
        super(parameters);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** HTTP method of a webhook. */
    public enum Method implements WireName {
        /** Body as JSON; the only one that {@code WebhookReceiver} accepts. */
        POST,
        /** Payload in the query. */
        GET;

        @Override
        public String wireName() {
            return name();
        }
    }

    /** Builds WebhookOverrides; one thread at a time. */
    public static final class Builder extends ParameterBuilder<WebhookOverrides, Builder> {

        private static final int MAX_PAUSES = 5;
        private static final long MAX_PAUSES_MILLIS = 60_000;

        private final Map<String, Object> policies = new LinkedHashMap<>();

        private Builder() {
            super(WebhookOverrides::new);
        }

        /**
         * Address of all webhooks of the call.
         *
         * @param url an http or https address
         * @return this builder
         */
        public Builder url(String url) {
            return link("webhook_url", url, "http", "https");
        }

        /**
         * Method of requests to that address; POST unless set.
         *
         * @param method the method
         * @return this builder
         */
        public Builder method(Method method) {
            return choice("webhook_url_method", method);
        }

        /**
         * Addresses for single events.
         *
         * @param urls event type to http or https addresses
         * @return this builder
         */
        public Builder urls(Map<String, List<String>> urls) {
            Objects.requireNonNull(urls, "urls");
            urls.forEach((eventType, addresses) -> {
                if (eventType.isBlank() || addresses.isEmpty()) {
                    throw new IllegalArgumentException(
                            "webhook_urls must have an event type and at least one address in each entry");
                }
                addresses.forEach(url -> checkLink("webhook_urls", url, "http", "https"));
            });
            return put("webhook_urls", urls);
        }

        /**
         * Method of requests to the addresses of single events; POST unless set.
         *
         * @param urlsMethod the method
         * @return this builder
         */
        public Builder urlsMethod(Method urlsMethod) {
            return choice("webhook_urls_method", urlsMethod);
        }

        /**
         * Pauses before each retry of one event.
         *
         * @param eventType such as {@code call.answered}
         * @param pauses 1 to 5 pauses in whole milliseconds, none negative, 60 s at most together
         * @return this builder
         * @throws IllegalArgumentException if they are not, or the event type is blank
         */
        public Builder retries(String eventType, List<Duration> pauses) {
            Objects.requireNonNull(eventType, "eventType");
            Objects.requireNonNull(pauses, "pauses");
            List<Long> millis = pauses.stream()
                    .map(pause -> wholeMillis("webhook_retries_policies", pause, 0, MAX_PAUSES_MILLIS))
                    .toList();
            long sum = millis.stream().mapToLong(Long::longValue).sum();
            if (eventType.isBlank() || pauses.isEmpty() || pauses.size() > MAX_PAUSES || sum > MAX_PAUSES_MILLIS) {
                throw new IllegalArgumentException(
                        "webhook_retries_policies must have an event type and 1 to 5 pauses of 60 s at most together");
            }
            policies.put(eventType, Map.of("retries_ms", millis));
            return put("webhook_retries_policies", policies);
        }
    }
}

package io.github.telnyxstream.adapter.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The properties {@code telnyx.webhook.*}. Immutable.
 *
 * @param path where Telnyx delivers webhooks
 */
@ConfigurationProperties("telnyx.webhook")
public record WebhookConfiguration(
        @Bindable(defaultValue = "/webhook") String path) {}

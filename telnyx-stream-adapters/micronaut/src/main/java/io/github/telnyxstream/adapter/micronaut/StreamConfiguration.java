package io.github.telnyxstream.adapter.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The properties {@code telnyx.stream.*}. Immutable.
 *
 * @param path where streams come in; every path that begins so is taken
 * @param drainDeadline how long running calls may go on when Micronaut shuts down gracefully
 */
@ConfigurationProperties("telnyx.stream")
public record StreamConfiguration(
        @Bindable(defaultValue = "/media/") String path,
        @Bindable(defaultValue = "20s") Duration drainDeadline) {}

package io.github.telnyxstream.adapter.quarkus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The properties {@code telnyx.stream.*}. */
@ConfigMapping(prefix = "telnyx.stream")
interface StreamConfiguration {
    /** How long running calls may go on when the application stops. */
    @WithDefault("20s")
    Duration drainDeadline();
}

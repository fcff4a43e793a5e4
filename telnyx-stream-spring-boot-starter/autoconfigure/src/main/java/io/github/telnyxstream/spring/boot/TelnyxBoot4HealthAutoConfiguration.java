package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.stream.StreamAcceptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of Telnyx's streams, where Boot 4 has it. */
@AutoConfiguration(after = TelnyxAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(StreamAcceptor.class)
public final class TelnyxBoot4HealthAutoConfiguration {

    /** For Spring. */
    public TelnyxBoot4HealthAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledHealthIndicator("telnyx")
    HealthIndicator telnyxHealthIndicator(StreamAcceptor acceptor) {
        return () -> (acceptor.isReady() ? Health.up() : Health.outOfService())
                .withDetail("openStreams", acceptor.openSessions())
                .build();
    }
}

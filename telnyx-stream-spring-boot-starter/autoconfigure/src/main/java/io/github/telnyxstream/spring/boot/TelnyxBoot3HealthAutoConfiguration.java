package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.stream.StreamAcceptor;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Health of Telnyx's streams, where Boot 3.5 has it. */
@AutoConfiguration(after = TelnyxAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(StreamAcceptor.class)
public final class TelnyxBoot3HealthAutoConfiguration {

    /** For Spring. */
    public TelnyxBoot3HealthAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledHealthIndicator("telnyx")
    HealthIndicator telnyxHealthIndicator(StreamAcceptor acceptor) {
        return () -> (acceptor.isReady() ? Health.up() : Health.outOfService())
                .withDetail("openStreams", acceptor.openSessions())
                .build();
    }
}

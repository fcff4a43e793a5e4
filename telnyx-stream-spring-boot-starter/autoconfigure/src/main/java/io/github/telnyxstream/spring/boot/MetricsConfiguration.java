package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.callcontrol.CallControlObserver;
import io.github.telnyxstream.callcontrol.webhook.WebhookObserver;
import io.github.telnyxstream.micrometer.CallControlMetrics;
import io.github.telnyxstream.micrometer.StreamMetrics;
import io.github.telnyxstream.stream.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measures, where the application has Micrometer with a registry. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({MeterRegistry.class, StreamMetrics.class})
@ConditionalOnBean(MeterRegistry.class)
final class MetricsConfiguration {
    @Bean
    @ConditionalOnMissingBean(StreamObserver.class)
    StreamMetrics telnyxStreamMetrics(MeterRegistry registry) {
        return StreamMetrics.of(registry);
    }

    @Bean
    @ConditionalOnMissingBean({CallControlObserver.class, WebhookObserver.class})
    CallControlMetrics telnyxCallControlMetrics(MeterRegistry registry) {
        return CallControlMetrics.of(registry);
    }
}

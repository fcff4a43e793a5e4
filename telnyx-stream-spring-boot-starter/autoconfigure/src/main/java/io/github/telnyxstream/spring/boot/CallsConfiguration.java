package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlObserver;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.access.StreamTokens;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What needs no web server. */
@Configuration(proxyBeanMethods = false)
final class CallsConfiguration {
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    CallControl telnyxCallControl(TelnyxProperties properties, ObjectProvider<CallControlObserver> observers) {
        try {
            CallControl.Builder builder =
                    CallControl.builder(properties.apiKey()).baseUrl(properties.baseUrl());
            observers.ifUnique(builder::observer);
            return builder.build();
        } catch (IllegalArgumentException unusable) {
            throw new TelnyxConfigurationException(
                    "Telnyx cannot be called: " + unusable.getMessage() + ".",
                    "Correct telnyx.api-key or telnyx.base-url.");
        }
    }

    @Bean
    @ConditionalOnMissingBean(CallTokens.class)
    StreamTokens telnyxStreamTokens(TelnyxProperties properties) {
        return StreamTokens.create(properties.stream().tokenLifetime(), System::nanoTime);
    }
}

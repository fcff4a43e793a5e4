package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlObserver;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.DrainPlan;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamObserver;
import io.github.telnyxstream.stream.access.CallTokens;
import io.github.telnyxstream.stream.access.StreamTokens;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Call control, webhooks and streams, where {@code telnyx.api-key} and {@code telnyx.public-key} are set. Each bean gives way to
 * one of the application's: {@link CallControl}, {@link CallTokens}, {@link AcceptorOptions}, {@link StreamAcceptor},
 * {@link DrainPlan}, {@link io.github.telnyxstream.callcontrol.webhook.WebhookHandler},
 * {@link io.github.telnyxstream.callcontrol.webhook.WebhookReceiver}.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
public final class TelnyxAutoConfiguration {

    /** For Spring. */
    public TelnyxAutoConfiguration() {}

    /** Without keys. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(KeysMissing.OnMissingKeys.class)
    static class WithoutKeys {
        @Bean
        KeysMissing telnyxKeysMissing(Environment environment) {
            return KeysMissing.in(environment);
        }
    }

    /** With keys. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(KeysMissing.OnKeys.class)
    @EnableConfigurationProperties(TelnyxProperties.class)
    @Import({
        MetricsConfiguration.class,
        Calls.class,
        Streams.class,
        WebhookConfiguration.class,
        ServletConfiguration.class,
        ReactiveConfiguration.class
    })
    static class WithKeys {}

    /** What needs no web server. */
    @Configuration(proxyBeanMethods = false)
    static class Calls {
        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        CallControl telnyxCallControl(TelnyxProperties properties, ObjectProvider<CallControlObserver> observers) {
            CallControl.Builder builder = CallControl.builder(properties.apiKey()).baseUrl(properties.baseUrl());
            observers.ifUnique(builder::observer);
            return builder.build();
        }

        @Bean
        @ConditionalOnMissingBean(CallTokens.class)
        StreamTokens telnyxStreamTokens(TelnyxProperties properties) {
            return StreamTokens.create(properties.stream().tokenLifetime(), System::nanoTime);
        }
    }

    /** Where the application has a listener. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(StreamListener.class)
    static class Streams {
        @Bean
        ListenerCatalog telnyxListeners(ListableBeanFactory beans, TelnyxProperties properties) {
            return new ListenerCatalog(beans, properties.stream().path());
        }

        @Bean
        @ConditionalOnMissingBean
        AcceptorOptions telnyxAcceptorOptions(TelnyxProperties properties, ObjectProvider<StreamObserver> observers) {
            AcceptorOptions.Builder builder =
                    AcceptorOptions.builder().maxSessions(properties.stream().maxSessions());
            observers.ifUnique(builder::observer);
            return builder.build();
        }

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        StreamAcceptor telnyxStreamAcceptor(ListenerCatalog listeners, CallTokens tokens, AcceptorOptions options) {
            return StreamAcceptor.builderPerCall(listeners::listener)
                    .authenticator(tokens)
                    .options(options)
                    .build();
        }

        @Bean
        IncomingCalls telnyxIncomingCalls(
                CallControl calls,
                CallTokens tokens,
                StreamAcceptor acceptor,
                TelnyxProperties properties,
                ListenerCatalog listeners) {
            return new IncomingCalls(calls, tokens, acceptor, properties, listeners.paths());
        }

        @Bean
        @ConditionalOnMissingBean
        DrainPlan telnyxDrainPlan(TelnyxProperties properties) {
            return DrainPlan.builder(properties.drain().deadline())
                    .acceptGrace(properties.drain().acceptGrace())
                    .lastWords(properties.drain().lastWords())
                    .build();
        }

        @Bean
        StreamDrain telnyxStreamDrain(StreamAcceptor acceptor, DrainPlan plan) {
            return new StreamDrain(acceptor, plan);
        }
    }
}

package io.github.telnyxstream.spring.boot;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Call control, webhooks and streams, where {@code telnyx.api-key} and {@code telnyx.public-key} are set. Each bean gives way to
 * one of the application's: {@code CallControl}, {@code CallTokens}, {@code AcceptorOptions}, {@code StreamAcceptor}, {@code
 * DrainPlan}, {@code WebhookHandler}, {@code WebhookReceiver}. For several machines it takes up beans of {@code SeenStore}, {@code
 * RemoteStreams} and {@code RemoteActions}. With {@code telnyx-stream-agent} on the path, and no {@code StreamListener}, what of a voice
 * agent is a bean makes one: a {@code SpeechToSpeech}, or a {@code SpeechRecognizer}, a {@code Responder} and a {@code
 * SpeechSynthesizer}, or a model alone where the connector to it and Telnyx's own services are on the path.
 */
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE) // behind those that make a model a bean, whosever they are
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
    @ImportRuntimeHints(TelnyxRuntimeHints.class)
    @Import({
        MetricsConfiguration.class,
        CallsConfiguration.class,
        AgentConfiguration.class,
        StreamsConfiguration.class,
        WebhookConfiguration.class,
        ServletConfiguration.class,
        ReactiveConfiguration.class
    })
    static class WithKeys {}
}

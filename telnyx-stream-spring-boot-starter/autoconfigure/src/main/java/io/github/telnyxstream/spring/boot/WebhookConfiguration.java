package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookObserver;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.StreamAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Webhooks: checked, acknowledged, handled, and told to the application's event listeners. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "telnyx.webhook.enabled", matchIfMissing = true)
final class WebhookConfiguration {
    private static final Logger log = LoggerFactory.getLogger(WebhookConfiguration.class);
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    @Bean
    @ConditionalOnMissingBean
    WebhookHandler telnyxWebhookHandler(TelnyxProperties properties, ObjectProvider<IncomingCalls> calls) {
        return event -> {
            IncomingCalls answering = properties.answer() ? calls.getIfAvailable() : null;
            if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
                if (answering == null) {
                    log.warn("{}: nobody answers it, as there is no StreamListener, or telnyx.answer is false", event);
                } else {
                    answering.answer(call);
                }
            }
        };
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    WebhookReceiver telnyxWebhookReceiver(
            TelnyxProperties properties,
            WebhookHandler handler,
            ApplicationEventPublisher listeners,
            ObjectProvider<StreamAcceptor> acceptors,
            ObjectProvider<WebhookObserver> observers,
            ObjectProvider<SeenStore> seen,
            Environment environment) {
        WebhookReceiver.Builder builder =
                WebhookReceiver.builder(verifier(properties.publicKey()), event -> handle(event, handler, listeners));
        acceptors.ifUnique(acceptor -> builder.streamingFailures(acceptor::streamingFailed));
        observers.ifUnique(builder::observer);
        seen.ifUnique(builder::seenStore);
        boolean wanted = environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false);
        if (wanted && Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            builder.executor(new VirtualThreadTaskExecutor("telnyx-webhook-"));
        }
        return builder.build();
    }

    private static void handle(WebhookEvent event, WebhookHandler handler, ApplicationEventPublisher listeners)
            throws Exception {
        handler.onEvent(event);
        listeners.publishEvent(event);
    }

    private static WebhookVerifier verifier(String publicKeys) {
        WebhookVerifier.Builder builder = WebhookVerifier.builder();
        try {
            for (String key : publicKeys.split(",", -1)) {
                builder.key(key.strip());
            }
            return builder.build();
        } catch (IllegalArgumentException unusable) {
            throw new TelnyxConfigurationException(
                    "telnyx.public-key is unusable: " + unusable.getMessage() + ".",
                    "Copy it from Telnyx's portal, Keys & Credentials, Public Key.");
        }
    }
}

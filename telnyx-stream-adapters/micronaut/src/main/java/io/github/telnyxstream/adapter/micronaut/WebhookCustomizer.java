package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.adapter.netty.WebhookRequestHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer.Registry;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes Telnyx's webhooks at {@code telnyx.webhook.path} where the application has a receiver. */
@Singleton
@Requires(classes = WebhookReceiver.class)
final class WebhookCustomizer implements BeanCreatedEventListener<Registry> {
    private final BeanProvider<WebhookReceiver> receiver;
    private final WebhookConfiguration configuration;

    WebhookCustomizer(BeanProvider<WebhookReceiver> receiver, WebhookConfiguration configuration) {
        this.receiver = receiver;
        this.configuration = configuration;
    }

    @Override
    public Registry onCreated(BeanCreatedEvent<Registry> created) {
        Registry server = created.getBean();
        receiver.ifPresent(webhooks -> server.register(
                new FrontHandlers(() -> List.of(new WebhookRequestHandler(configuration.path(), webhooks)))));
        return server;
    }
}

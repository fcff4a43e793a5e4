package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.adapter.webflux.StreamWebHandler;
import io.github.telnyxstream.adapter.webflux.WebhookWebHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** Endpoints in Spring WebFlux. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
final class ReactiveConfiguration {
    @Bean
    SimpleUrlHandlerMapping telnyxHandlerMapping(
            TelnyxProperties properties,
            ObjectProvider<StreamAcceptor> acceptors,
            ObjectProvider<ListenerCatalog> listeners,
            ObjectProvider<WebhookReceiver> receivers) {
        Endpoints endpoints = new Endpoints();
        acceptors.ifUnique(acceptor -> {
            if (!ClassUtils.isPresent("reactor.netty.http.server.HttpServer", getClass().getClassLoader())) {
                throw new TelnyxConfigurationException(
                        "Streams on WebFlux need Reactor Netty, which is not on the class path.",
                        "Take spring-boot-starter-webflux with its own server.");
            }
            listeners.ifUnique(catalog -> endpoints.streams(catalog.paths(), new StreamWebHandler(acceptor)));
        });
        receivers.ifUnique(receiver -> endpoints.webhook(properties, new WebhookWebHandler(receiver)));
        return new SimpleUrlHandlerMapping(endpoints.byPattern(), Endpoints.BEFORE_CONTROLLERS);
    }
}

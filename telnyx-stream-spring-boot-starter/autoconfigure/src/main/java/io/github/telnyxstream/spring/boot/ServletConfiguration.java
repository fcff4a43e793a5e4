package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.adapter.spring.StreamRequestHandler;
import io.github.telnyxstream.adapter.spring.WebhookRequestHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Endpoints in Spring MVC. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
final class ServletConfiguration {
    static final String HANDSHAKES = "org.springframework.web.socket.server.HandshakeHandler";
    static final String CONTAINER = "jakarta.websocket.server.ServerContainer";

    @Bean
    SimpleUrlHandlerMapping telnyxHandlerMapping(
            TelnyxProperties properties,
            ObjectProvider<StreamAcceptor> acceptors,
            ObjectProvider<ListenerCatalog> listeners,
            ObjectProvider<WebhookReceiver> receivers) {
        Endpoints endpoints = new Endpoints();
        acceptors.ifUnique(acceptor -> {
            need(HANDSHAKES, "spring-websocket");
            need(CONTAINER, "tomcat-embed-websocket or another container's WebSocket");
            listeners.ifUnique(catalog -> endpoints.streams(catalog.paths(), new StreamRequestHandler(acceptor)));
        });
        receivers.ifUnique(receiver -> endpoints.webhook(properties, new WebhookRequestHandler(receiver)));
        return new SimpleUrlHandlerMapping(endpoints.byPattern(), Endpoints.BEFORE_CONTROLLERS);
    }

    private static void need(String className, String jar) {
        if (!ClassUtils.isPresent(className, ServletConfiguration.class.getClassLoader())) {
            throw new TelnyxConfigurationException(
                    "Streams need " + jar + ", which is not on the class path.",
                    "Add the dependency spring-boot-starter-websocket.");
        }
    }
}

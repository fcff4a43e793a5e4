package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.adapter.webflux.StreamWebHandler;
import io.github.telnyxstream.adapter.webflux.WebhookWebHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
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
    /** Of Boot 3.5 and of Boot 4. */
    static final List<String> SERVER_FACTORIES = List.of(
            "org.springframework.boot.web.reactive.server.ReactiveWebServerFactory",
            "org.springframework.boot.web.server.reactive.ReactiveWebServerFactory");

    @Bean
    SimpleUrlHandlerMapping telnyxHandlerMapping(
            TelnyxProperties properties,
            ObjectProvider<StreamAcceptor> acceptors,
            ObjectProvider<ListenerCatalog> listeners,
            ObjectProvider<WebhookReceiver> receivers,
            ListableBeanFactory beans) {
        Endpoints endpoints = new Endpoints();
        acceptors.ifUnique(acceptor -> {
            checkServer(beans);
            listeners.ifUnique(catalog -> endpoints.streams(catalog.paths(), new StreamWebHandler(acceptor)));
        });
        receivers.ifUnique(receiver -> endpoints.webhook(properties, new WebhookWebHandler(receiver)));
        return new SimpleUrlHandlerMapping(endpoints.byPattern(), Endpoints.BEFORE_CONTROLLERS);
    }

    /** Only Reactor Netty's upgrade can be reached through WebFlux; with Tomcat on the class path Boot takes that. */
    private static void checkServer(ListableBeanFactory beans) {
        ClassLoader classes = ReactiveConfiguration.class.getClassLoader();
        for (String moved : SERVER_FACTORIES) {
            if (ClassUtils.isPresent(moved, classes)) {
                for (String name :
                        beans.getBeanNamesForType(ClassUtils.resolveClassName(moved, classes), true, false)) {
                    Class<?> type = beans.getType(name);
                    if (type != null && !type.getSimpleName().contains("Netty")) {
                        throw refusal(type.getSimpleName().replace("ReactiveWebServerFactory", ""));
                    }
                }
            }
        }
    }

    private static TelnyxConfigurationException refusal(String server) {
        return new TelnyxConfigurationException(
                "Streams on WebFlux need Reactor Netty, but this application runs on " + server + ".",
                "Take spring-boot-starter-webflux with its own server and leave others out, or set"
                        + " spring.main.web-application-type=servlet.");
    }
}

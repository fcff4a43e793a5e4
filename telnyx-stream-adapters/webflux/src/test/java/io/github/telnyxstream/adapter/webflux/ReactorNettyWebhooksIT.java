package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

final class ReactorNettyWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new ReactorNettyContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        return ReactorNettyServer.start(Application.class, receiver);
    }

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class Application {
        @Bean
        HandlerMapping webhooks(WebhookReceiver receiver) {
            return new SimpleUrlHandlerMapping(Map.of("/webhook", new WebhookWebHandler(receiver)), -1);
        }
    }
}

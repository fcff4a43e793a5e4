package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

final class SpringWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return SpringServer.version();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        return SpringServer.start(Application.class, receiver);
    }

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Application {
        @Bean
        HandlerMapping webhooks(WebhookReceiver receiver) {
            return new SimpleUrlHandlerMapping(Map.of("/webhook", new WebhookRequestHandler(receiver)), -1);
        }
    }
}

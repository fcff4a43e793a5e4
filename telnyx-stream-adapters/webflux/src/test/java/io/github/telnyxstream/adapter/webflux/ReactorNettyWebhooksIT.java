package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

final class ReactorNettyWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new ReactorNettyContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        application.registerBean(WebhookReceiver.class, () -> receiver);
        application.register(Application.class);
        application.refresh();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(application).build()))
                .bindNow();
        return RunningServer.of(server.port(), () -> {
            server.disposeNow();
            application.close();
        });
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

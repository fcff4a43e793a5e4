package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

/** WebFlux's own echo, to measure what we add to it. */
final class BareReactorNetty implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) {
        return ReactorNettyServer.start(Application.class);
    }

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class Application {
        @Bean
        HandlerMapping streams() {
            WebSocketHandler echo = session -> session.send(session.receive()
                    .map(message -> message.getPayloadAsText())
                    .filter(text -> text.startsWith("{\"event\":\"media\""))
                    .map(session::textMessage));
            return new SimpleUrlHandlerMapping(Map.of("/media/**", echo), -1);
        }

        @Bean
        WebSocketHandlerAdapter webSockets() {
            return new WebSocketHandlerAdapter();
        }
    }
}

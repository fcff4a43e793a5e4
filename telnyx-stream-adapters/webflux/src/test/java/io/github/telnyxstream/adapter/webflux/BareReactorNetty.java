package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.netty.channel.ChannelOption;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** WebFlux's own echo, to measure what we add to it. */
final class BareReactorNetty implements AdapterUnderTest {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public RunningServer serve(Admissions nobody) {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext(Application.class);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(application).build()))
                .bindNow();
        return RunningServer.of(server.port(), server::disposeNow);
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

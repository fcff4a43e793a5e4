package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Map;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SpringVersion;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

final class ReactorNettyContractIT implements TransportContract {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public String server() {
        return "Spring WebFlux " + SpringVersion.getVersion();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Spring WebFlux and Reactor Netty log every request at DEBUG");
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        application.registerBean(Admissions.class, () -> admissions);
        application.register(Application.class);
        application.refresh();
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .channelGroup(connections)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(application).build()))
                .bindNow();
        return RunningServer.of(server.port(), () -> {
            connections.close();
            server.disposeNow();
            application.close();
        });
    }

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class Application {
        @Bean
        HandlerMapping streams(Admissions acceptor) {
            return new SimpleUrlHandlerMapping(Map.of("/media/**", new StreamWebHandler(acceptor)), -1);
        }
    }
}

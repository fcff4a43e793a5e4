package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SpringVersion;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

final class ReactorNettyContractIT implements TransportContract {
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
        return ReactorNettyServer.start(Application.class, admissions);
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

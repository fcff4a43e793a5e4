package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

final class SpringContractIT implements TransportContract {
    @Override
    public String server() {
        return SpringServer.version();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of(
                "answersPingsAndTellsThem", "Jakarta WebSocket answers pings and tells nobody of them",
                "keepsTokensOutOfTheDebugLog", "Spring's DispatcherServlet logs every path at DEBUG");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        return SpringServer.start(Application.class, admissions);
    }

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Application {
        @Bean
        HandlerMapping streams(Admissions acceptor) {
            return new SimpleUrlHandlerMapping(Map.of("/media/**", new StreamRequestHandler(acceptor)), -1);
        }
    }
}

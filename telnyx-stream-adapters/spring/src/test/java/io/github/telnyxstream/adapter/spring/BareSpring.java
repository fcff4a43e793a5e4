package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.io.IOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Spring's own echo, to measure what we add to it. */
final class BareSpring implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        return SpringServer.start(Application.class);
    }

    /** As an application has it. */
    @Configuration
    @EnableWebSocket
    static class Application implements WebSocketConfigurer {
        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            registry.addHandler(new Echo(), "/media/**").setAllowedOrigins("*");
        }
    }

    private static final class Echo extends TextWebSocketHandler {
        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            if (message.getPayload().startsWith("{\"event\":\"media\"")) {
                session.sendMessage(message);
            }
        }
    }
}

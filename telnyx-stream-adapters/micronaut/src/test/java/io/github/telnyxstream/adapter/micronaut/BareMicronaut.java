package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Micronaut's own echo, to measure what we add to it. */
final class BareMicronaut implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) {
        return MicronautServer.start();
    }

    /** As an application has it; beside our own handlers, which other tests put in front, it is never reached. */
    @ServerWebSocket("/media/x")
    static class Echo {
        @OnMessage
        @Nullable
        CompletableFuture<String> hear(String message, WebSocketSession session) {
            return message.startsWith("{\"event\":\"media\"") ? session.sendAsync(message) : null;
        }
    }
}

package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.adapter.quarkus.application.Media;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

/** Quarkus's own echo, to measure what we add to it. */
final class BareQuarkus implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        return QuarkusServer.running(QuarkusServer.start(Media.class));
    }

    /** As an application has it; not in that of the tests, which has another endpoint there. */
    @WebSocket(path = "/media/x")
    static class Echo {
        @OnTextMessage
        Uni<Void> hear(String text, WebSocketConnection connection) {
            return text.startsWith("{\"event\":\"media\"")
                    ? connection.sendText(text)
                    : Uni.createFrom().voidItem();
        }
    }
}

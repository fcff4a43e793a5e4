package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;

/** Vert.x's own echo, to measure what we add to it. */
final class BareVertx implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) {
        return VertxServer.start(server -> server.webSocketHandler(socket -> socket.textMessageHandler(text -> {
            if (text.startsWith("{\"event\":\"media\"")) {
                socket.writeTextMessage(text);
            }
        })));
    }
}

package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/** Helidon's own echo, to measure what we add to it. */
final class BareHelidon implements AdapterUnderTest {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public RunningServer serve(Admissions nobody) {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .shutdownHook(false)
                .connectionOptions(options -> options.socketSendBufferSize(SEND_BUFFER_BYTES))
                .addRouting(WsRouting.builder().endpoint("/media/x", new Echo()))
                .build()
                .start();
        return RunningServer.of(server.port(), server::stop);
    }

    private static final class Echo implements WsListener {
        @Override
        public void onMessage(WsSession session, String text, boolean last) {
            if (text.startsWith("{\"event\":\"media\"")) {
                session.send(text, last);
            }
        }
    }
}

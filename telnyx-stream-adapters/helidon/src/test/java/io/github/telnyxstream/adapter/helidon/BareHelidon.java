package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;

/** Helidon's own echo, to measure what we add to it. */
final class BareHelidon implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) {
        return HelidonServer.start(
                server -> server.addRouting(WsRouting.builder().endpoint("/media/x", new Echo())));
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

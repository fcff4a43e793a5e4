package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.time.Duration;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty's own echo, to measure what we add to it. */
final class BareJetty implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        return JettyServer.start(server -> WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping("/media/*", (request, response, callback) -> new Echo());
        }));
    }

    /** Public, because Jetty calls it by reflection. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            if (message.startsWith("{\"event\":\"media\"")) {
                getSession().sendText(message, Callback.NOOP);
            }
        }
    }
}

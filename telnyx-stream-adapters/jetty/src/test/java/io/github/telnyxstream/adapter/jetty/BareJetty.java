package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty's own echo, to measure what we add to it. */
final class BareJetty implements AdapterUnderTest {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setIdleTimeout(Duration.ZERO);
            container.addMapping("/media/*", (request, response, callback) -> new Echo());
        }));
        server.start();
        return RunningServer.of(connector.getLocalPort(), () -> stop(server));
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception refused) {
            throw new IllegalStateException("Jetty does not stop", refused);
        }
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

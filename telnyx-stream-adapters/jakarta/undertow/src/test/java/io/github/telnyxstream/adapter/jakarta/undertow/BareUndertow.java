package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Undertow's own echo, to measure what we add to it. */
final class BareUndertow implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        return UndertowServer.start(new WebSocketDeploymentInfo()
                .addEndpoint(ServerEndpointConfig.Builder.create(Echo.class, "/media/x")
                        .build()));
    }

    /** Public, because the container makes it. */
    public static final class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(0);
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> echo(session, text));
        }

        private static void echo(Session session, String text) {
            try {
                if (text.startsWith("{\"event\":\"media\"")) {
                    session.getBasicRemote().sendText(text);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}

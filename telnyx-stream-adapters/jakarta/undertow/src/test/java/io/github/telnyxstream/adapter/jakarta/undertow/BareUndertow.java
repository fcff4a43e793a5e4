package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** Undertow's own echo, to measure what we add to it. */
final class BareUndertow implements AdapterUnderTest {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        DeploymentInfo application = Servlets.deployment()
                .setClassLoader(BareUndertow.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("bare")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                                .addEndpoint(ServerEndpointConfig.Builder.create(Echo.class, "/media/x")
                                        .build()));
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER_BYTES)
                .setHandler(manager.start())
                .build();
        undertow.start();
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return RunningServer.of(address.getPort(), undertow::stop);
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

package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.catalina.servlets.DefaultServlet;

/** Tomcat's own echo, to measure what we add to it. */
final class BareTomcat implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) throws Exception {
        return TomcatServer.start(new DefaultServlet(), "/", BareTomcat::deploy);
    }

    private static void deploy(Set<Class<?>> ignored, ServletContext web) throws ServletException {
        try {
            ((ServerContainer) web.getAttribute(ServerContainer.class.getName()))
                    .addEndpoint(ServerEndpointConfig.Builder.create(Echo.class, "/media/x")
                            .build());
        } catch (DeploymentException refused) {
            throw new ServletException(refused);
        }
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

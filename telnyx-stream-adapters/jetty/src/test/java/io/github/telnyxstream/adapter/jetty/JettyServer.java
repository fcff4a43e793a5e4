package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** One handler on Jetty. */
final class JettyServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private JettyServer() {}

    static RunningServer start(Handler handler) throws Exception {
        return start(server -> handler);
    }

    /** A handler that is made for its server. */
    static RunningServer start(Function<Server, Handler> handler) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        server.setHandler(handler.apply(server));
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
}

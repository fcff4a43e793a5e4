package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

final class JettyContractIT implements TransportContract {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public String server() {
        return "Jetty " + Server.getVersion();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Jetty logs requests at DEBUG, byte by byte");
    }

    @Override
    public RunningServer serve(Admissions admissions) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        server.setHandler(new StreamHandler("/media/*", admissions));
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

package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

final class JettyWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new JettyContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new WebhookRequestHandler("/webhook", receiver));
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

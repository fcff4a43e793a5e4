package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import io.helidon.webserver.WebServer;

final class HelidonWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new HelidonContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .shutdownHook(false)
                .routing(routing -> routing.any("/webhook", new WebhookHandler(receiver)))
                .build()
                .start();
        return RunningServer.of(server.port(), server::stop);
    }
}

package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;

final class VertxWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new VertxContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        return VertxServer.start(server ->
                server.requestHandler(new WebhookRequestHandler("/webhook", receiver, VertxServer::notFound)));
    }
}

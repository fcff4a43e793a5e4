package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;

final class HelidonWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new HelidonContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        return HelidonServer.start(
                server -> server.routing(routing -> routing.any("/webhook", new WebhookHandler(receiver))));
    }
}

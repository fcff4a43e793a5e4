package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;

final class MicronautWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new MicronautContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        return MicronautServer.start(WebhookReceiver.class, receiver);
    }
}

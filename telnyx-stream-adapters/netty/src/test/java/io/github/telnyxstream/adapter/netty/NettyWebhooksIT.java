package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;

final class NettyWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new NettyContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        return NettyServer.start(pipeline -> pipeline.addLast(new WebhookRequestHandler("/webhook", receiver)));
    }
}

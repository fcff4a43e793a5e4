package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;

final class JettyWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new JettyContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        return JettyServer.start(new WebhookRequestHandler("/webhook", receiver));
    }
}

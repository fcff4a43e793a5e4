package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;

final class TomcatWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new TomcatContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        return TomcatServer.start(new WebhookServlet(receiver), "/webhook");
    }
}

package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.adapter.jakarta.WebhookServlet;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.util.Map;

final class UndertowWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new UndertowContractIT().server();
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of(
                "isNotHinderedBySlowBodies",
                "Undertow answers, and then a thread waits for the rest of the body, as long as Options.READ_TIMEOUT says");
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        return UndertowServer.start(new WebhookServlet(receiver), "/webhook");
    }
}

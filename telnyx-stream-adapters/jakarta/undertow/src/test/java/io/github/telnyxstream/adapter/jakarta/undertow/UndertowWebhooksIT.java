package io.github.telnyxstream.adapter.jakarta.undertow;

import io.github.telnyxstream.adapter.jakarta.WebhookServlet;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

final class UndertowWebhooksIT implements WebhookContract {
    @Override
    public RunningServer serve(WebhookReceiver receiver) throws Exception {
        return UndertowServer.start(new WebhookServlet(receiver), "/webhook");
    }

    @Override
    @Test
    @Disabled("Undertow answers, and then a thread waits for the rest of the body: Options.READ_TIMEOUT bounds that")
    public void isNotHinderedBySlowBodies() {
        // nothing to run
    }
}

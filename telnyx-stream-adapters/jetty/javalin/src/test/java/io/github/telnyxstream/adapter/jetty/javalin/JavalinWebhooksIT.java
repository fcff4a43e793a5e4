package io.github.telnyxstream.adapter.jetty.javalin;

import io.github.telnyxstream.adapter.jetty.WebhookRequestHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import org.eclipse.jetty.server.Handler;

final class JavalinWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new JavalinContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        return JavalinServer.start(new Handler.Sequence(new WebhookRequestHandler("/webhook", receiver)));
    }
}

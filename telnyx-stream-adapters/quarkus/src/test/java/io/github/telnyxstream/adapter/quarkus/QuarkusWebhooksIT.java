package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;

/** One application for all tests, each of which has a receiver of its own. */
@QuarkusTest
class QuarkusWebhooksIT implements WebhookContract {
    @Inject
    CurrentReceiver current;

    @TestHTTPResource
    URI address;

    @Override
    public String server() {
        return new QuarkusContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        current.set(receiver);
        return RunningServer.of(address.getPort(), () -> {});
    }
}

package io.github.telnyxstream.adapter.jdkhttpserver;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

final class JdkHttpServerWebhooksIT implements WebhookContract {
    @Override
    public RunningServer serve(WebhookReceiver receiver) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhook", new WebhookHttpHandler(receiver));
        server.start();
        return RunningServer.of(server.getAddress().getPort(), () -> server.stop(0));
    }
}

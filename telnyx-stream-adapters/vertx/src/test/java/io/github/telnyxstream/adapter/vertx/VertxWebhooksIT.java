package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.github.telnyxstream.testkit.contract.WebhookContract;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

final class VertxWebhooksIT implements WebhookContract {
    @Override
    public String server() {
        return new VertxContractIT().server();
    }

    @Override
    public RunningServer serve(WebhookReceiver receiver) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(new WebhookRequestHandler(
                        "/webhook",
                        receiver,
                        request -> request.response().setStatusCode(404).end()))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return RunningServer.of(
                server.actualPort(),
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
    }
}

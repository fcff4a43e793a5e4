package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** Vert.x's own echo, to measure what we add to it. */
final class BareVertx implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(StreamRequestHandler.prepared(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0)))
                .webSocketHandler(socket -> socket.textMessageHandler(text -> {
                    if (text.startsWith("{\"event\":\"media\"")) {
                        socket.writeTextMessage(text);
                    }
                }))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return RunningServer.of(
                server.actualPort(),
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
    }
}

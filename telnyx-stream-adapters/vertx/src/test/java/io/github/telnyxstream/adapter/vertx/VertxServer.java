package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.UnaryOperator;

/** A server of Vert.x's, with what streams need of it. */
final class VertxServer {
    private VertxServer() {}

    /** With the handlers that this gives it. */
    static RunningServer start(UnaryOperator<HttpServer> handled) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = handled.apply(vertx.createHttpServer(StreamRequestHandler.prepared(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return RunningServer.of(
                server.actualPort(),
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
    }

    static void notFound(HttpServerRequest request) {
        request.response().setStatusCode(404).end();
    }
}

package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

final class VertxContractIT implements TransportContract {
    @Override
    public String server() {
        return "Vert.x " + Vertx.class.getPackage().getImplementationVersion();
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(StreamRequestHandler.prepared(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0)))
                .requestHandler(new StreamRequestHandler(
                        "/media/",
                        admissions,
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

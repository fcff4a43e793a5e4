package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.vertx.core.Vertx;

final class VertxContractIT implements TransportContract {
    @Override
    public String server() {
        return "Vert.x " + Vertx.class.getPackage().getImplementationVersion();
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        return VertxServer.start(server ->
                server.requestHandler(new StreamRequestHandler("/media/", admissions, VertxServer::notFound)));
    }
}

package io.github.telnyxstream.adapter.jetty.javalin;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.javalin.Javalin;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.ServerConnector;

/** Javalin, behind a handler of ours. */
final class JavalinServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private JavalinServer() {}

    static RunningServer start(Handler inFront) {
        Javalin javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.addConnector((server, http) -> {
                        ServerConnector connector = new ServerConnector(server);
                        connector.setHost("127.0.0.1");
                        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
                        return connector;
                    });
                    config.jetty.modifyServer(server -> server.setHandler(inFront));
                })
                .start();
        return RunningServer.of(javalin.port(), javalin::stop);
    }
}

package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.util.function.Consumer;

/** Helidon on the loopback address. */
final class HelidonServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private HelidonServer() {}

    /** With what this adds to it. */
    static RunningServer start(Consumer<WebServerConfig.Builder> more) {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .shutdownHook(false)
                .connectionOptions(options -> options.socketSendBufferSize(SEND_BUFFER_BYTES))
                .update(more)
                .build()
                .start();
        return RunningServer.of(server.port(), server::stop);
    }
}

package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import io.helidon.common.Version;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.util.Map;

final class HelidonContractIT implements TransportContract {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    @Override
    public String server() {
        return "Helidon " + Version.VERSION;
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("keepsTokensOutOfTheDebugLog", "Helidon logs requests at DEBUG");
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .shutdownHook(false)
                .connectionOptions(options -> options.socketSendBufferSize(SEND_BUFFER_BYTES))
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.create())
                        .addUpgrader(new StreamUpgrader("/media/", admissions))
                        .build())
                .build()
                .start();
        return RunningServer.of(server.port(), server::stop);
    }
}

package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.TransportContract;
import java.net.InetSocketAddress;
import java.util.Map;

final class JavaWebSocketContractIT implements TransportContract {
    @Override
    public String server() {
        return "Java-WebSocket 1.6.0";
    }

    @Override
    public Map<String, String> excuses() {
        return Map.of("hangsUpOnFrameWithoutMask", "Java-WebSocket does not ask for masks");
    }

    @Override
    public RunningServer serve(Admissions admissions) {
        StreamWebSocketServer server = new StreamWebSocketServer(new InetSocketAddress("127.0.0.1", 0), admissions);
        server.start();
        return RunningServer.of(server.port(), server::stop);
    }
}

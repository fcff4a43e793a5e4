package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** The library's own echo, to measure what we add to it. */
final class BareJavaWebSocket implements AdapterUnderTest {
    @Override
    public RunningServer serve(Admissions nobody) {
        Echo server = new Echo();
        server.start();
        server.started.join();
        return RunningServer.of(server.getPort(), () -> stop(server));
    }

    private static void stop(WebSocketServer server) {
        try {
            server.stop();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Echo extends WebSocketServer {
        private final CompletableFuture<Void> started = new CompletableFuture<>();

        Echo() {
            super(new InetSocketAddress("127.0.0.1", 0));
            setTcpNoDelay(true);
            setConnectionLostTimeout(0);
        }

        @Override
        public void onStart() {
            started.complete(null);
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket socket, String message) {
            if (message.startsWith("{\"event\":\"media\"")) {
                socket.send(message);
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

        @Override
        public void onError(WebSocket socket, Exception cause) {
            started.completeExceptionally(cause);
        }
    }
}

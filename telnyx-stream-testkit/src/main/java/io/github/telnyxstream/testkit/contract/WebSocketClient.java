package io.github.telnyxstream.testkit.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A well-behaved peer: the JDK's client, with whole messages. */
final class WebSocketClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> messages = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<RecordedSocket.Closed> end = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    static WebSocketClient connect(int port, String pathAndQuery) {
        return connect(port, pathAndQuery, Map.of());
    }

    /** Throws a CompletionException around the WebSocketHandshakeException when it is not let in. */
    static WebSocketClient connect(int port, String pathAndQuery, Map<String, String> headers) {
        WebSocketClient client = new WebSocketClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), client)
                .join();
        return client;
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    void send(String message) {
        socket().sendText(message, true).join();
    }

    void sendBinary(byte[] message) {
        socket().sendBinary(ByteBuffer.wrap(message), true).join();
    }

    void close(int code, String reason) {
        socket().sendClose(code, reason).join();
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(new RecordedSocket.Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        end.completeExceptionally(cause);
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    synchronized int messageCount() {
        return messages.size();
    }

    /** How the server ended it; completes exceptionally when it did so without a close frame. */
    CompletableFuture<RecordedSocket.Closed> end() {
        return end;
    }

    @Override
    public void close() {
        socket().abort();
    }
}

package io.github.telnyxstream.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** A call whose audio goes to the server and comes back. */
final class RunningCall implements WebSocket.Listener, AutoCloseable {
    private static final String PAYLOAD = Base64.getEncoder().encodeToString(new byte[160]);

    private final CountDownLatch echoes;
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    RunningCall(StreamServer server, int frames) {
        echoes = new CountDownLatch(frames);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/media/token"), this)
                .join();
        say("{\"event\":\"connected\",\"version\":\"1.0.0\"}");
        say(
                "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s\",\"start\":{\"call_control_id\":\"v3:c\","
                        + "\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}");
    }

    void speak(int frames) {
        for (int k = 1; k <= frames; k++) {
            say("{\"event\":\"media\",\"sequence_number\":\"" + (k + 1) + "\",\"stream_id\":\"s\",\"media\":{\"track\":"
                    + "\"inbound\",\"chunk\":\"" + k + "\",\"timestamp\":\"" + 20 * k + "\",\"payload\":\"" + PAYLOAD
                    + "\"}}");
        }
    }

    private void say(String message) {
        socket.sendText(message, true).join();
    }

    /** Waits until every frame has come back. */
    void awaitEchoes() throws InterruptedException {
        echoes.await();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            if (text.indexOf("\"media\"") >= 0) {
                echoes.countDown();
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}

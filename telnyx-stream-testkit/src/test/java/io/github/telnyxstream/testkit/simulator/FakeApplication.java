package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** The least that a Telnyx application can be, written against Telnyx's documentation and nothing of ours. */
final class FakeApplication implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String KEY = "KEYtest";

    /** A webhook as it came. */
    record Hook(String signature, String timestamp, byte[] body, JsonNode json) {
        String type() {
            return json.at("/data/event_type").asText();
        }

        JsonNode payload() {
            return json.at("/data/payload");
        }

        String callControlId() {
            return payload().path("call_control_id").asText();
        }
    }

    /** What an API request got. */
    record Answer(int status, JsonNode json) {
        String errorCode() {
            return json.at("/errors/0/code").asText();
        }
    }

    final List<Hook> hooks = new CopyOnWriteArrayList<>();
    final Queue<Integer> webhookStatuses = new ConcurrentLinkedQueue<>();
    final List<JsonNode> frames = Collections.synchronizedList(new ArrayList<>());
    /** The payloads of the WebSocket pongs. */
    final List<String> pongs = new CopyOnWriteArrayList<>();

    final List<String> unreadable = new CopyOnWriteArrayList<>();
    final List<String> authTokens = new CopyOnWriteArrayList<>();
    final List<WebSocket> sockets = new CopyOnWriteArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    volatile BiConsumer<FakeApplication, Hook> onHook = (app, hook) -> {};
    volatile BiConsumer<WebSocket, JsonNode> onFrame = (socket, frame) -> {};
    private final HttpServer http;
    private final Sockets webSockets;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile URI api = URI.create("http://127.0.0.1:1/v2");

    FakeApplication() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        http.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-application");
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/webhook", this::webhook);
        http.start();
        webSockets = new Sockets();
        webSockets.setReuseAddr(true);
        webSockets.setDaemon(true);
        webSockets.start();
        Eventually.await(webSockets.started);
    }

    TelnyxSimulator attach(SimulatorBuilder builder) throws IOException {
        TelnyxSimulator simulator =
                builder.apiKey(KEY).seed(7).webhookUrl(webhookUrl()).start();
        api = simulator.baseUrl();
        return simulator;
    }

    URI webhookUrl() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/webhook");
    }

    String streamUrl() {
        return "ws://127.0.0.1:" + webSockets.getPort() + "/media";
    }

    /** The usual way to ask for a stream that the caller hears. */
    String streamParameters() {
        return "\"stream_url\":\"" + streamUrl()
                + "\",\"stream_bidirectional_mode\":\"rtp\",\"stream_bidirectional_target_legs\":\"self\"";
    }

    Answer command(String callControlId, String name, String body) {
        return request("POST", "/calls/" + callControlId.replace(":", "%3A") + "/actions/" + name, body, KEY);
    }

    Answer request(String method, String path, String body, String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json =
                    response.headers().firstValue("content-type").orElse("").contains("json")
                            ? JSON.readTree(response.body())
                            : JSON.getNodeFactory().textNode(new String(response.body(), StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), json);
        } catch (IOException lost) {
            return new Answer(0, JSON.getNodeFactory().missingNode());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    HttpResponse<byte[]> fetch(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    List<String> hookTypes() {
        return hooks.stream().map(Hook::type).toList();
    }

    List<JsonNode> frames(String event) {
        synchronized (frames) {
            return frames.stream()
                    .filter(frame -> frame.path("event").asText().equals(event))
                    .toList();
        }
    }

    /** The payloads of inbound media in order of arrival, decoded from base64. */
    List<byte[]> payloads() {
        return frames("media").stream()
                .filter(frame -> frame.at("/media/track").asText().equals("inbound"))
                .map(frame ->
                        Base64.getDecoder().decode(frame.at("/media/payload").asText()))
                .toList();
    }

    static String media(byte[] payload) {
        return "{\"event\":\"media\",\"media\":{\"payload\":\""
                + Base64.getEncoder().encodeToString(payload) + "\"}}";
    }

    static String mark(String name) {
        return "{\"event\":\"mark\",\"mark\":{\"name\":\"" + name + "\"}}";
    }

    private void webhook(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Hook hook = new Hook(
                exchange.getRequestHeaders().getFirst("telnyx-signature-ed25519"),
                exchange.getRequestHeaders().getFirst("telnyx-timestamp"),
                body,
                JSON.readTree(body));
        hooks.add(hook);
        Integer status = webhookStatuses.poll();
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
        if (status == null) {
            onHook.accept(this, hook);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        try {
            webSockets.stop(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Sockets extends WebSocketServer {
        private final CountDownLatch started = new CountDownLatch(1);

        private Sockets() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            sockets.add(socket);
            authTokens.add(handshake.getFieldValue("x-telnyx-streaming-auth-token"));
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                JsonNode frame = JSON.readTree(text);
                frames.add(frame);
                onFrame.accept(socket, frame);
            } catch (IOException notJson) {
                unreadable.add(text);
            }
        }

        @Override
        public void onWebsocketPong(WebSocket socket, Framedata pong) {
            pongs.add(StandardCharsets.UTF_8.decode(pong.getPayloadData()).toString());
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            closed.countDown();
        }

        @Override
        public void onError(WebSocket socket, Exception error) {
            unreadable.add(error.toString());
        }
    }
}

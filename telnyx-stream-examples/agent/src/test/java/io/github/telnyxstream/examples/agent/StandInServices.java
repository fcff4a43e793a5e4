package io.github.telnyxstream.examples.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Speaks for Telnyx's speech sockets and its chat completions, at one port: hears the same whatever is said, answers in turn what it
 * was given, and hums it.
 */
final class StandInServices implements AutoCloseable {
    private static final int VOICE_RATE_HZ = 16_000;
    private static final int HUM_SAMPLES = VOICE_RATE_HZ * 8 / 10;

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<JsonNode> chats = new CopyOnWriteArrayList<>();
    final List<String> spoken = new CopyOnWriteArrayList<>();

    private final ObjectMapper json = new ObjectMapper();
    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    private final String hears;
    private final List<String> answers;

    /** One that has these answers; when there are none left, it knows no such model. */
    StandInServices(String hears, String... answers) throws Exception {
        this.hears = hears;
        this.answers = List.of(answers);
        WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(server, container -> {
            container.addMapping("/v2/speech-to-text/transcription", (request, response, ignored) -> {
                note(request);
                return new Ear();
            });
            container.addMapping("/v2/text-to-speech/speech", (request, response, ignored) -> {
                note(request);
                return new Voice();
            });
        });
        sockets.setHandler(new Chat());
        server.setHandler(sockets);
        server.start();
    }

    private void note(ServerUpgradeRequest request) {
        asked.add(request.getHttpURI().getPathQuery());
        keys.add(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getURI().getPort() + "/v2");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception stuck) {
            throw new IllegalStateException(stuck);
        }
    }

    /** Speech to text. Public, because Jetty calls it by reflection. */
    public final class Ear extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            if (message.contains("Finalize")) {
                getSession()
                        .sendText(
                                json.createObjectNode()
                                        .put("transcript", hears)
                                        .put("is_final", true)
                                        .toString(),
                                org.eclipse.jetty.websocket.api.Callback.NOOP);
            }
        }
    }

    /** Text to speech. Public, because Jetty calls it by reflection. */
    public final class Voice extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            String text;
            try {
                text = json.readTree(message).path("text").asText();
            } catch (IOException garbled) {
                throw new AssertionError(message, garbled);
            }
            if (!text.isBlank()) {
                spoken.add(text);
                getSession()
                        .sendText(
                                json.createObjectNode()
                                        .put("audio", Base64.getEncoder().encodeToString(hum()))
                                        .put("isFinal", true)
                                        .toString(),
                                org.eclipse.jetty.websocket.api.Callback.NOOP);
            }
        }
    }

    private static byte[] hum() {
        ByteBuffer pcm = ByteBuffer.allocate(HUM_SAMPLES * 2).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < HUM_SAMPLES; i++) {
            pcm.putShort((short) (6000 * Math.sin(2 * Math.PI * 300 * i / VOICE_RATE_HZ)));
        }
        return pcm.array();
    }

    /** Chat completions, streamed. */
    private final class Chat extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            keys.add(request.getHeaders().get(HttpHeader.AUTHORIZATION));
            chats.add(json.readTree(Content.Source.asString(request, StandardCharsets.UTF_8)));
            if (chats.size() > answers.size()) {
                response.setStatus(404);
                Content.Sink.write(response, true, "{\"errors\":[{\"title\":\"no such model\"}]}", callback);
                return true;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            String piece = json.createObjectNode()
                    .set("choices", json.createArrayNode().add(choice(answers.get(chats.size() - 1))))
                    .toString();
            Content.Sink.write(response, true, "data: " + piece + "\n\ndata: [DONE]\n\n", callback);
            return true;
        }

        private JsonNode choice(String answer) {
            return json.createObjectNode().set("delta", json.createObjectNode().put("content", answer));
        }
    }
}

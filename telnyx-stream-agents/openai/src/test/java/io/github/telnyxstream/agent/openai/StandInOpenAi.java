package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * Speaks for OpenAI Realtime as its reference says: one response at a time, an error for what cannot be done, nothing that is
 * not asked for. What a model would say is the test's.
 */
final class StandInOpenAi extends WebSocketServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    final List<ClientHandshake> handshakes = new CopyOnWriteArrayList<>();
    final LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final Map<WebSocket, Line> open = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    /** Voices that there are. */
    private final List<String> voices = List.of("marin", "cedar");

    StandInOpenAi() throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        setReuseAddr(true);
        start();
        ready.await();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + getPort() + "/v1");
    }

    /** One session. */
    final class Line {
        final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<byte[]> audio = new LinkedBlockingQueue<>();
        final WebSocket socket;
        /** Ends a response only when the test says so. */
        volatile boolean isSlow;

        volatile boolean dropsMetadata;
        volatile boolean ignores;

        private final Map<String, Integer> generated = new ConcurrentHashMap<>();
        private volatile String active = "";
        /** What is wrong with the next requests. */
        volatile String refusal = "";

        private int responses;

        Line(WebSocket socket) {
            this.socket = socket;
        }

        /** The next event of that type; others before it are an error. */
        JsonNode next(String type) throws InterruptedException {
            JsonNode event = events.take();
            if (!event.path("type").asText().equals(type)) {
                throw new AssertionError("expected " + type + ", got " + event);
            }
            return event;
        }

        void send(String json) {
            socket.send(json.replace('\'', '"'));
        }

        /** A piece of the active response. */
        void audio(String item, byte[] bytes) {
            generated.merge(item, bytes.length, Integer::sum);
            send("{'type':'response.output_audio.delta','response_id':'" + active + "','item_id':'" + item
                    + "','output_index':0,'content_index':0,'delta':'"
                    + Base64.getEncoder().encodeToString(bytes) + "'}");
        }

        void words(String piece) {
            send("{'type':'response.output_audio_transcript.delta','response_id':'" + active
                    + "','item_id':'x','delta':'" + piece + "'}");
        }

        void done(String statusAndOutput) {
            String id = active;
            active = "";
            send("{'type':'response.done','response':{'id':'" + id + "'," + statusAndOutput + "}}");
        }

        void done() {
            done("'status':'completed','output':[],'usage':{'total_tokens':120}");
        }

        /** A response that the client did not ask for. */
        void beginUnasked(String id) {
            active = id;
            send("{'type':'response.created','response':{'id':'" + id + "','metadata':null}}");
        }

        private void take(JsonNode event) {
            String id = event.path("event_id").asText();
            switch (event.path("type").asText()) {
                case "input_audio_buffer.append" -> {
                    audio.add(Base64.getDecoder().decode(event.path("audio").asText()));
                    return;
                }
                case "session.update" -> {
                    String voice = event.at("/session/audio/output/voice").asText();
                    send(
                            voices.contains(voice)
                                    ? "{'type':'session.updated','session':{}}"
                                    : error("invalid_value", id, "Invalid value: '" + voice + "'. Supported: marin."));
                }
                case "response.create" -> {
                    if (!ignores) {
                        create(event, id);
                    }
                }
                case "response.cancel" -> cancel(event, id);
                case "conversation.item.truncate" -> truncate(event, id);
                default -> {}
            }
            events.add(event);
        }

        private void create(JsonNode event, String id) {
            if (!refusal.isEmpty()) {
                send(error(refusal, id, "something is wrong"));
                return;
            }
            if (!active.isEmpty()) {
                send(error("conversation_already_has_active_response", id, "Conversation already has one"));
                return;
            }
            active = "resp_" + ++responses;
            ObjectNode created = JSON.createObjectNode().put("type", "response.created");
            ObjectNode response = created.putObject("response").put("id", active);
            if (!dropsMetadata) {
                response.set("metadata", event.at("/response/metadata"));
            }
            socket.send(created.toString());
        }

        private void cancel(JsonNode event, String id) {
            if (isSlow) {
                return;
            }
            if (event.path("response_id").asText().equals(active)) {
                done(
                        "'status':'cancelled','status_details':{'type':'cancelled','reason':'client_cancelled'},'output':[]");
            } else {
                send(error("response_cancel_not_active", id, "Cancellation failed: no active response found"));
            }
        }

        private void truncate(JsonNode event, String id) {
            int millis = generated.getOrDefault(event.path("item_id").asText(), 0) / 8;
            if (event.path("audio_end_ms").asInt() > millis) {
                send(error("invalid_value", id, "Audio content of " + millis + "ms is already shorter"));
            } else {
                send("{'type':'conversation.item.truncated'}");
            }
        }

        private String error(String code, String eventId, String message) {
            return "{'type':'error','event_id':'e','error':{'type':'invalid_request_error','code':'" + code
                    + "','message':'" + message.replace("'", "") + "','param':null,'event_id':'" + eventId + "'}}";
        }
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        handshakes.add(handshake);
        Line line = new Line(socket);
        open.put(socket, line);
        line.send("{'type':'session.created','session':{}}");
        lines.add(line);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        try {
            open.get(socket).take(JSON.readTree(text));
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        open.get(socket).events.add(JSON.createObjectNode().put("type", "closed"));
    }

    @Override
    public void onError(WebSocket socket, Exception broken) {}

    @Override
    public void onStart() {
        ready.countDown();
    }

    @Override
    public void close() {
        try {
            stop(0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

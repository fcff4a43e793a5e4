package io.github.telnyxstream.agent.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.agent.AgentTool;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.agent.ReplyRequest;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.Toolbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelnyxResponderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private int status = 200;
    private HttpServer server;
    private TelnyxSpeech speech;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/ai/openai/chat/completions", exchange -> {
            requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            byte[] body = answers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        speech = TelnyxSpeech.builder("KEYsimulator")
                .baseUrl(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/"))
                .maxTokens(300)
                .build();
    }

    @AfterEach
    void stop() {
        speech.close();
        server.stop(0);
    }

    private static String chunks(String... deltas) {
        StringBuilder events = new StringBuilder(": a comment\n\n");
        for (String delta : deltas) {
            events.append("data: {\"choices\":[{\"delta\":").append(delta).append("}]}\n\n");
        }
        return events.toString();
    }

    private static String end(String reason) {
        return "data: {\"choices\":[]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason
                + "\"}]}\n\ndata: [DONE]\n\n";
    }

    /** What an answer gave, when it is over. */
    private static final class Taken implements Responder.Sink {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> over = new CompletableFuture<>();

        @Override
        public void text(String piece) {
            text.append(piece);
        }

        @Override
        public void done() {
            over.complete(text.toString());
        }

        @Override
        public void failed(ServiceFailure failure) {
            over.complete(failure.kind() + ": " + failure.reason());
        }
    }

    private record Tools(List<AgentTool> tools, List<String> called) implements Toolbox {
        @Override
        public CompletionStage<String> call(String name, String argumentsJson) {
            called.add(name + argumentsJson);
            return CompletableFuture.completedFuture("sunny");
        }
    }

    private String ask(Toolbox tools, Entry... entries) throws Exception {
        Taken taken = new Taken();
        speech.responder("Be brief.")
                .respond(new ReplyRequest("call", new Conversation(List.of(entries)), tools), taken);
        return taken.over.get();
    }

    @Test
    void streamsAnAnswerButNotWhatIsReasonedBesideIt() throws Exception {
        answers.add(chunks(
                        "{\"role\":\"assistant\",\"content\":null}",
                        "{\"reasoning_content\":\"hm\"}",
                        "{\"content\":\"Hel\"}",
                        "{\"content\":\"lo <b\"}")
                + end("stop"));

        String answer = ask(
                new Tools(List.of(), List.of()),
                new Entry(Role.AGENT, "Hi, I was", true),
                new Entry(Role.CALLER, "Hello?", false),
                new Entry(Role.KEYS, "12", false));

        assertThat(answer).isEqualTo("Hello <b");
        JsonNode asked = requests.get(0);
        assertThat(asked.path("stream").asBoolean()).isTrue();
        assertThat(asked.path("enable_thinking").asBoolean(true)).isFalse();
        assertThat(asked.path("max_tokens").asInt()).isEqualTo(300);
        assertThat(asked.path("messages").toString())
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Hi, I was [interrupted by the caller]\"},"
                        + "{\"role\":\"user\",\"content\":\"Hello?\"},"
                        + "{\"role\":\"user\",\"content\":\"[pressed the keys 12]\"}]");
    }

    @Test
    void callsToolsAndGoesOnWithTheirResults() throws Exception {
        answers.add(chunks(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"ci\"}}]}",
                        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"ty\\\":1}\"}}]}")
                + end("tool_calls"));
        answers.add(chunks("{\"content\":\"It is sunny.\"}") + end("stop"));
        List<String> called = new CopyOnWriteArrayList<>();
        AgentTool weather = new AgentTool(
                "weather", "Tells it.", AgentTool.NO_PARAMETERS, (call, json) -> CompletableFuture.completedFuture(""));

        assertThat(ask(new Tools(List.of(weather), called), new Entry(Role.CALLER, "Weather?", false)))
                .isEqualTo("It is sunny.");
        assertThat(called).containsExactly("weather{\"city\":1}");
        assertThat(requests.get(0).has("max_tokens")).isFalse();
        assertThat(requests.get(0)
                        .path("tools")
                        .path(0)
                        .path("function")
                        .path("name")
                        .asText())
                .isEqualTo("weather");
        JsonNode messages = requests.get(1).path("messages");
        assertThat(messages.path(2).path("tool_calls").path(0).path("id").asText())
                .isEqualTo("a");
        assertThat(messages.path(3).toString())
                .isEqualTo("{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"sunny\"}");
    }

    @Test
    void tellsARefusedKeyFromALimitAndFromAnAnswerThatBreaksOff() throws Exception {
        Toolbox none = new Tools(List.of(), List.of());
        status = 401;
        answers.add("{\"errors\":[{\"code\":\"10009\",\"title\":\"Authentication failed\"}]}");
        assertThat(ask(none)).startsWith("REFUSED: HTTP 401: the key is not accepted");
        status = 429;
        answers.add("");
        assertThat(ask(none)).isEqualTo("BROKEN: HTTP 429");
        status = 200;
        answers.add(chunks("{\"content\":\"It\"}"));
        assertThat(ask(none)).isEqualTo("BROKEN: the answer broke off");
    }
}

package io.github.telnyxstream.agent.springai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Speaks chat completions as a stream of events, one answer of the script for each request. */
final class StandInModel implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    /** A client has gone away in the middle of an endless answer. */
    final CountDownLatch wentAway = new CountDownLatch(1);

    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** What is answered. */
    @FunctionalInterface
    interface Answer {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }

    StandInModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            try (exchange) {
                answers.take().give(exchange);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    ChatClient client() {
        return ChatClient.create(OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder()
                        .webClientBuilder(WebClient.builder().clientConnector(new ReactorClientHttpConnector()))
                        .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .apiKey("KEYstandin")
                        .build())
                .defaultOptions(OpenAiChatOptions.builder()
                        .model("some-model")
                        .streamUsage(true)
                        .build())
                .build());
    }

    StandInModel then(Answer answer) {
        answers.add(answer);
        return this;
    }

    /** These pieces of text. */
    StandInModel says(String... pieces) {
        return then(exchange -> {
            OutputStream out = begin(exchange);
            for (String piece : pieces) {
                out.write(delta("{\"content\":" + JSON.writeValueAsString(piece) + "}"));
            }
            end(out, "stop");
        });
    }

    /** A word, and then that a tool is wanted. */
    StandInModel calls(String words, String tool, String arguments) {
        return then(exchange -> {
            OutputStream out = begin(exchange);
            if (!words.isEmpty()) {
                out.write(delta("{\"content\":" + JSON.writeValueAsString(words) + "}"));
            }
            int half = arguments.length() / 2;
            out.write(delta(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"call-1\",\"type\":\"function\",\"function\":{\"name\":\""
                            + tool + "\",\"arguments\":" + JSON.writeValueAsString(arguments.substring(0, half))
                            + "}}]}"));
            out.write(delta("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                    + JSON.writeValueAsString(arguments.substring(half)) + "}}]}"));
            end(out, "tool_calls");
        });
    }

    /** Words without end, until the client goes away. */
    StandInModel talksForEver() {
        return then(exchange -> {
            OutputStream out = begin(exchange);
            try {
                while (true) {
                    out.write(delta("{\"content\":\"on and on \"}"));
                    out.flush();
                }
            } catch (IOException gone) {
                wentAway.countDown();
            }
        });
    }

    /** Not a byte, for as long as the test lasts. */
    StandInModel isSilent(CountDownLatch wasAsked) {
        return then(exchange -> {
            wasAsked.countDown();
            new CountDownLatch(1).await();
        });
    }

    StandInModel refuses(int status) {
        return then(exchange -> {
            byte[] body = "{\"error\":{\"message\":\"the caller said secret\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    /** A piece of an answer, and then garbage. */
    StandInModel breaksOff() {
        return then(exchange -> {
            OutputStream out = begin(exchange);
            out.write(delta("{\"content\":\"It\"}"));
            out.write("data: {\"the caller said secret\"".getBytes(StandardCharsets.UTF_8));
        });
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static byte[] delta(String delta) {
        return ("data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void end(OutputStream out, String reason) throws IOException {
        out.write(("data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason
                        + "\"}]}\n\ndata: {\"id\":\"x\",\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":12,"
                        + "\"total_tokens\":42}}\n\ndata: [DONE]\n\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

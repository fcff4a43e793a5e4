package io.github.telnyxstream.testkit.simulator.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulated API's HTTP server, on the loopback interface. */
public final class RestServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RestServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "v2";

    /** Audio may be in a command. */
    private static final int MOST_BODY_BYTES = 16 << 20;

    static {
        // the JDK's server writes head and body separately and would wait 40 ms for an acknowledgement in between
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final byte[] authorization;
    private final StreamClock clock;
    private final RestApi api;
    private final Queue<RestFault> faults = new ConcurrentLinkedQueue<>();

    /**
     * Starts a server.
     *
     * @param port TCP port, 0 for any
     * @param workers run the requests
     * @param apiKey the one key that is accepted
     * @param clock tells when a request came
     * @param api serves
     * @throws IOException if the port is taken
     */
    public RestServer(int port, Executor workers, String apiKey, StreamClock clock, RestApi api) throws IOException {
        authorization = ("Bearer " + apiKey).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.api = api;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * The port it listens on.
     *
     * @return TCP port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Scripts what happens to the next request that is not spoken for.
     *
     * @param fault how it goes wrong
     */
    public void failNext(RestFault fault) {
        faults.add(fault);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] sent = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
            if (sent.length > MOST_BODY_BYTES) {
                // what is left of it stays in the connection
                exchange.getResponseHeaders().set("connection", "close");
                reply(exchange, "", RestReply.error(413, 10015, "Bad Request", "The body is too large", null));
                return;
            }
            String body = new String(sent, StandardCharsets.UTF_8);
            List<String> path = segments(exchange.getRequestURI().getRawPath());
            if (path.isEmpty() || !path.get(0).equals(VERSION)) {
                reply(exchange, body, download(exchange));
                return;
            }
            RestFault fault = faults.poll();
            if (fault == null) {
                reply(exchange, body, serve(exchange, path, body));
            } else {
                fail(exchange, path, body, fault);
            }
        } catch (RuntimeException failed) {
            log.error("the simulated API failed to serve a request", failed);
            write(exchange, RestReply.error(500, 10007, "Unexpected error", "the simulator has a fault", null));
        }
    }

    private void fail(HttpExchange exchange, List<String> path, String body, RestFault fault) throws IOException {
        switch (fault.kind()) {
            case STATUS -> reply(exchange, body, refusal(fault));
            case HTML ->
                reply(
                        exchange,
                        body,
                        RestReply.of(
                                fault.status(),
                                "text/html",
                                "<html><body><h1>Bad gateway</h1></body></html>".getBytes(StandardCharsets.UTF_8)));
            case HANG -> record(exchange, body, 0);
            case DROP -> {
                record(exchange, body, 0);
                exchange.close();
            }
            case LOSE_ANSWER -> {
                serve(exchange, path, body);
                record(exchange, body, 0);
                exchange.close();
            }
        }
    }

    private static RestReply refusal(RestFault fault) {
        int code = fault.code() > 0
                ? fault.code()
                : switch (fault.status()) {
                    case 401 -> 10009;
                    case 403 -> 10010;
                    case 404 -> 10005;
                    case 408 -> 10008;
                    case 422 -> 10027;
                    case 429 -> 10011;
                    default -> 10007;
                };
        RestReply reply = RestReply.error(fault.status(), code, "Scripted fault", "as the test asked for", null);
        if (fault.retryAfterSeconds() < 0) {
            return reply;
        }
        String seconds = Integer.toString(fault.retryAfterSeconds());
        return new RestReply(
                reply.status(),
                Map.of(
                        "retry-after",
                        seconds,
                        "x-ratelimit-limit",
                        "1000",
                        "x-ratelimit-remaining",
                        "0",
                        "x-ratelimit-reset",
                        seconds),
                reply.contentType(),
                reply.body());
    }

    private RestReply serve(HttpExchange exchange, List<String> path, String body) {
        String given = exchange.getRequestHeaders().getFirst("authorization");
        if (given == null || !MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8))) {
            return RestReply.error(401, 10009, "Authentication failed", "The API key is missing or wrong", null);
        }
        ObjectNode json = jsonObject(body);
        if (json == null) {
            return RestReply.error(400, 10015, "Bad Request", "The body is not a JSON object", null);
        }
        return api.serve(new RestRequest(
                exchange.getRequestMethod(), exchange.getRequestURI(), path.subList(1, path.size()), json));
    }

    /** A pre-signed link takes exactly one means of authentication: its own. */
    private RestReply download(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("authorization")) {
            return RestReply.of(
                    400,
                    "application/xml",
                    "<Error><Code>InvalidArgument</Code></Error>".getBytes(StandardCharsets.UTF_8));
        }
        return api.download(exchange.getRequestURI());
    }

    private static @Nullable ObjectNode jsonObject(String body) {
        if (body.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return segments;
    }

    private void reply(HttpExchange exchange, String body, RestReply reply) throws IOException {
        record(exchange, body, reply.status());
        write(exchange, reply);
    }

    private static void write(HttpExchange exchange, RestReply reply) throws IOException {
        exchange.getResponseHeaders().set("content-type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    private void record(HttpExchange exchange, String body, int status) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            headers.put(lower, lower.equals("authorization") ? "(present)" : values.get(0));
        });
        api.received(new ReceivedRequest(
                clock.instant(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers,
                body,
                status));
    }
}

package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.RecordingListener;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** An application with an engine, and a simulator, on one clock: the listener is the test's, the answer is the bench's. */
final class VirtualBench implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> hooks = new CopyOnWriteArrayList<>();
    /** What the application answers with. */
    String answer = "{\"stream_url\":\"ws://here/media?a=b\",\"stream_bidirectional_mode\":\"rtp\","
            + "\"stream_bidirectional_target_legs\":\"self\"}";

    /** Whether it answers at all. */
    boolean answersCalls = true;

    final ManualClock clock = new ManualClock();
    final AtomicReference<StreamListener> application = new AtomicReference<>(new StreamListener() {});
    final RecordingListener listener = RecordingListener.around(new Delegate());
    private final HttpClient client = HttpClient.newHttpClient();
    private StreamAcceptor acceptor;
    TelnyxSimulator telnyx;
    private HttpServer webhooks;

    /** So that each test says what its application does. */
    private final class Delegate implements StreamListener {
        @Override
        public void onStart(StreamSession session, StartEvent event) {
            application.get().onStart(session, event);
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            application.get().onMedia(session, frame);
        }

        @Override
        public void onDtmf(StreamSession session, DtmfEvent event) {
            application.get().onDtmf(session, event);
        }
    }

    VirtualBench() {
        this(UnaryOperator.identity());
    }

    /** With more settings of the simulator. */
    VirtualBench(UnaryOperator<SimulatorBuilder> more) {
        try {
            start(more);
        } catch (IOException noPort) {
            throw new java.io.UncheckedIOException(noPort);
        }
    }

    private void start(UnaryOperator<SimulatorBuilder> more) throws IOException {
        acceptor = StreamAcceptor.builder(() -> listener)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(clock.executor())
                        .build())
                .build();
        webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhooks.setExecutor(Executors.newCachedThreadPool());
        webhooks.createContext("/webhook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            hooks.add(JSON.readTree(body).path("data"));
            if (answersCalls && body.contains("\"direction\":\"incoming\"")) {
                String call = body.replaceFirst("(?s).*\"call_control_id\":\"([^\"]+)\".*", "$1");
                clock.executor().execute(() -> answer(call));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhooks.start();
        telnyx = more.apply(TelnyxSimulator.builder()
                        .clock(clock)
                        .seed(1)
                        .streamsTo(acceptor)
                        .webhookUrl(webhookUrl()))
                .start();
    }

    @Override
    public void close() {
        telnyx.close();
        acceptor.close();
        webhooks.stop(0);
    }

    private void answer(String call) {
        assertThat(command(call, "answer", answer)).isEqualTo("200");
    }

    /** The status, and the error's code if there is one. */
    String command(SimulatedCall call, String name, String body) {
        return command(call.callControlId(), name, body);
    }

    String command(String call, String name, String body) {
        String method = name.equals("client_state_update") ? "PUT" : "POST";
        return request(method, path(call) + "/actions/" + name, body);
    }

    static String path(SimulatedCall call) {
        return path(call.callControlId());
    }

    private static String path(String call) {
        return "/calls/" + call.replace(":", "%3A");
    }

    String request(String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        String code = json(response).at("/errors/0/code").asText("");
        return code.isEmpty() ? Integer.toString(response.statusCode()) : response.statusCode() + " " + code;
    }

    /** What an accepted request gets. */
    JsonNode reply(String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(telnyx.baseUrl() + path))
                .header("authorization", "Bearer KEYsimulator")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    /** An answered call. */
    SimulatedCall call(Caller caller) {
        SimulatedCall call = telnyx.placeCall(caller);
        clock.settle();
        assertThat(call.events()).anyMatch(event -> event.kind() == Kind.CALL_ANSWERED);
        return call;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    List<String> hookTypes(String callControlId) {
        return hooks.stream()
                .filter(hook -> hook.at("/payload/call_control_id").asText().equals(callControlId))
                .map(hook -> hook.path("event_type").asText())
                .toList();
    }

    JsonNode payload(String type) {
        return hooks.stream()
                .filter(hook -> hook.path("event_type").asText().equals(type))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no webhook " + type + " in " + hooks))
                .path("payload");
    }

    URI webhookUrl() {
        return URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhook");
    }
}

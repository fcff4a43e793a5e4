package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** An application with an engine, and a simulator, on one clock: the listener is the test's, the answer is the bench's. */
final class VirtualBench implements AutoCloseable {
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
        try {
            start();
        } catch (IOException noPort) {
            throw new java.io.UncheckedIOException(noPort);
        }
    }

    private void start() throws IOException {
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
            if (body.contains("\"event_type\":\"call.initiated\"")) {
                String call = body.replaceFirst("(?s).*\"call_control_id\":\"([^\"]+)\".*", "$1");
                clock.executor().execute(() -> answer(call));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhooks.start();
        telnyx = TelnyxSimulator.builder()
                .clock(clock)
                .seed(1)
                .streamsTo(acceptor)
                .webhookUrl(webhookUrl())
                .start();
    }

    @Override
    public void close() {
        telnyx.close();
        acceptor.close();
        webhooks.stop(0);
    }

    private void answer(String call) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(telnyx.baseUrl() + "/calls/" + call.replace(":", "%3A") + "/actions/answer"))
                .header("authorization", "Bearer KEYsimulator")
                .POST(HttpRequest.BodyPublishers.ofString("{\"stream_url\":\"ws://here/media?a=b\","
                        + "\"stream_bidirectional_mode\":\"rtp\",\"stream_bidirectional_target_legs\":\"self\"}"))
                .build();
        try {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    URI webhookUrl() {
        return URI.create("http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhook");
    }
}

package io.github.telnyxstream.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What others are measured by must itself be right. */
class BareNioTest {

    /** Keeps whole messages until the end. */
    private static final class Heard implements WebSocket.Listener {
        private final List<String> messages = new ArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private final CompletableFuture<List<String>> closed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            part.append(text);
            if (isLast) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(messages);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            closed.completeExceptionally(cause);
        }
    }

    @Test
    void sendsBackMediaOfEveryLengthAndNothingElse() throws Exception {
        List<String> media = IntStream.of(0, 1, 2, 3, 4, 99, 100, 101, 300, 5_000, 65_000, 70_000)
                .mapToObj(length -> "{\"event\":\"media\"}" + "é".repeat(length / 2) + "x".repeat(length % 2))
                .toList();
        Heard heard = new Heard();
        try (RunningServer server = new BareNio().serve(handshake -> {
            throw new AssertionError("nobody is asked");
        })) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/media/x"), heard)
                    .join();
            socket.sendText("{\"event\":\"start\"}", true).join();
            media.forEach(message -> socket.sendText(message, true).join());
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

            assertThat(heard.closed.join()).isEqualTo(media);
        }
    }
}

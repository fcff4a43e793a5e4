package io.github.telnyxstream.adapter.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is this server's own, beyond the contract. */
final class StreamWebSocketServerIT {

    private final StreamAcceptor acceptor = StreamAcceptor.create(() -> new StreamListener() {});

    @AfterEach
    void closeAcceptor() {
        acceptor.close();
    }

    private StreamWebSocketServer server(int port) {
        return new StreamWebSocketServer(new InetSocketAddress("127.0.0.1", port), acceptor);
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            StreamWebSocketServer server = server(taken.getLocalPort());
            assertThatThrownBy(server::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void freesThePortWhenStopped() {
        StreamWebSocketServer first = server(0);
        first.start();
        int port = first.port();
        first.stop();
        StreamWebSocketServer second = server(port);
        second.start();
        assertThat(second.port()).isEqualTo(port);
        second.stop();
    }

    @Test
    void stopsTwiceAndWithoutStart() {
        StreamWebSocketServer neverStarted = server(0);
        neverStarted.stop();
        assertThatThrownBy(neverStarted::start).isInstanceOf(IllegalStateException.class);
        StreamWebSocketServer server = server(0);
        server.start();
        server.stop();
        server.stop();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void asksEverybodyElseToUpgrade() throws IOException {
        StreamWebSocketServer server = server(0);
        server.start();
        assertThat(answer(server, "GET / HTTP/1.1")).startsWith("HTTP/1.1 426").contains("Sec-WebSocket-Version: 13");
        assertThat(answer(server, "POST / HTTP/1.1")).startsWith("HTTP/1.1 400");
        assertThat(answer(server, "nonsense")).startsWith("HTTP/1.1 400");
        server.stop();
    }

    @Test
    void cutsOffHeadThatIsTooLong() throws IOException {
        StreamWebSocketServer server = server(0);
        server.start();
        assertThat(answer(server, "GET / HTTP/1.1\r\nx: " + "y".repeat(16_000))).startsWith("HTTP/1.1 426");
        assertThat(answer(server, "GET / HTTP/1.1\r\nx: " + "y".repeat(17_000))).isEmpty();
        server.stop();
    }

    private static String answer(StreamWebSocketServer server, String request) throws IOException {
        try (Socket client = new Socket("127.0.0.1", server.port())) {
            client.getOutputStream()
                    .write((request + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return untilTheEnd(client.getInputStream());
        }
    }

    /** Who is cut off in the midst of a head may get a reset, or an end in order. */
    private static String untilTheEnd(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}

package io.github.telnyxstream.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stop leaves nobody waiting, whatever Jetty has taken note of. */
final class OpenSocketsIT {
    private final StreamAcceptor acceptor = StreamAcceptor.create(() -> new StreamListener() {});
    private final StreamServer server;

    OpenSocketsIT() throws IOException {
        server = StreamServer.builder(acceptor).host("127.0.0.1").port(0).start();
    }

    @AfterEach
    void stop() {
        server.close();
        acceptor.close();
    }

    @Test
    void knowsASocketUntilItIsClosed() throws Exception {
        try (Visitor visitor = Visitor.of(server)) {
            assertThat(visitor.says("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n").status())
                    .isEqualTo(200);
            assertThat(server.sockets().count()).isOne();
        }
        Eventually.until(() -> server.sockets().count() == 0);
    }

    @Test
    void closesASocketThatWasAcceptedJustBeforeTheStop() throws Exception {
        try (SocketChannel early = SocketChannel.open()) {
            server.sockets().onAccepting(early);
            server.close();
            assertThat(early.isOpen()).isFalse();
        }
    }

    @Test
    void closesASocketThatIsAcceptedWhileItStops() throws Exception {
        server.close();
        try (SocketChannel late = SocketChannel.open()) {
            server.sockets().onAccepting(late);
            assertThat(late.isOpen()).isFalse();
        }
    }
}

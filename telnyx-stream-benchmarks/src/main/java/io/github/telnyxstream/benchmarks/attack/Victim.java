package io.github.telnyxstream.benchmarks.attack;

import io.github.telnyxstream.adapter.javawebsocket.StreamWebSocketServer;
import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.ExpectedStream;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamAuthenticator.Verdict;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Handshake;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server with an application that echoes, or talks without end. */
final class Victim implements AutoCloseable {
    private static final long LOOK_UP_NANOS = 1_500_000_000;
    private static final int SEND_BUFFER_BYTES = 64 << 10;
    private static final StreamSettings WIDE = StreamSettings.builder("wss://localhost/")
            .outboundFormat(MediaFormat.l16(16_000))
            .build();

    /** What is attacked. */
    enum Kind {
        JAVA_WEBSOCKET("Java-WebSocket"),
        JETTY("Jetty"),
        STREAM_SERVER("telnyx-stream-server");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    @FunctionalInterface
    private interface Stop {
        void run() throws Exception;
    }

    private static final class Echo implements StreamListener {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    private static final class Talking implements StreamListener {
        @Override
        public void onStart(StreamSession session, StartEvent start) {
            session.play(AudioSource.pcm(16_000, new short[60 * 16_000]));
        }
    }

    private final StreamAcceptor acceptor = StreamAcceptor.builderPerCall(Victim::listener)
            .authenticator(Victim::lookUp)
            .build();
    private final int port;
    private final Stop stop;

    Victim(Kind kind) throws Exception {
        switch (kind) {
            case JAVA_WEBSOCKET -> {
                StreamWebSocketServer server =
                        new StreamWebSocketServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), acceptor);
                server.start();
                port = server.port();
                stop = server::stop;
            }
            case JETTY -> {
                Server server = new Server();
                ServerConnector connector = new ServerConnector(server);
                connector.setHost("127.0.0.1");
                connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
                server.addConnector(connector);
                server.setHandler(new StreamHandler("/media/*", acceptor));
                server.start();
                port = connector.getLocalPort();
                stop = server::stop;
            }
            default -> {
                StreamServer server = StreamServer.builder(acceptor)
                        .host("127.0.0.1")
                        .port(0)
                        .webhooks("/webhook", WebhookReceiver.create(WebhookVerifier.create(anyKey()), event -> {}))
                        .start();
                port = server.port();
                stop = server::close;
            }
        }
    }

    /** The base point of RFC 8032: a key for which nobody signs here. */
    private static String anyKey() {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) 0x66);
        key[0] = 0x58;
        return Base64.getEncoder().encodeToString(key);
    }

    private static Verdict lookUp(Handshake handshake) {
        if (handshake.path().endsWith("/slow")) {
            LockSupport.parkNanos(LOOK_UP_NANOS);
        }
        return Verdict.accepted(null, handshake.path().endsWith("/deaf") ? WIDE : null);
    }

    private static StreamListener listener(ExpectedStream stream) {
        return stream.handshake().path().endsWith("/deaf") ? new Talking() : new Echo();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        acceptor.close();
        try {
            stop.run();
        } catch (Exception refused) {
            throw new IllegalStateException("the server does not stop", refused);
        }
    }
}

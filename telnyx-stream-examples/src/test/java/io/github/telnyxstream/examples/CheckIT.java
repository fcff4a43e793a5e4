package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code check} says of an application that cannot bear an event which it does not know. */
@Isolated("standard output is replaced")
class CheckIT {
    @TempDir
    Path folder;

    private enum Weakness {
        BREAKS_THE_STREAM,
        HANGS_UP
    }

    /** Answers with a stream, listens, and minds unknown events. */
    private static final class Fragile extends WebSocketServer {
        private final Weakness weakness;
        private final CallControl telnyx;
        private final CountDownLatch started = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer webhooks;
        private volatile String callId = "";

        Fragile(Weakness weakness, int api) throws Exception {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            this.weakness = weakness;
            telnyx = CallControl.builder("KEYsimulator")
                    .baseUrl("http://127.0.0.1:" + api + "/v2")
                    .build();
            setDaemon(true);
            start();
            started.await();
            webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            webhooks.setExecutor(threads);
            webhooks.createContext("/webhook", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
                if (body.contains("call.initiated")) {
                    callId = body.replaceFirst("(?s).*\"call_control_id\":\"([^\"]+)\".*", "$1");
                    telnyx.call(callId)
                            .answer(AnswerCommand.builder().stream(StreamSettings.of("ws://127.0.0.1:" + getPort()))
                                    .build());
                }
            });
            webhooks.start();
        }

        String webhook() {
            return "http://127.0.0.1:" + webhooks.getAddress().getPort() + "/webhook";
        }

        @Override
        public void onMessage(WebSocket socket, String message) {
            if (!message.contains("\"event\":\"weather\"")) {
                return;
            }
            if (weakness == Weakness.BREAKS_THE_STREAM) {
                socket.close(CloseFrame.UNEXPECTED_CONDITION);
            } else {
                telnyx.call(callId).hangup();
            }
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            assertThat(socket.isOpen()).isTrue();
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            assertThat(socket.isOpen()).isFalse();
        }

        @Override
        public void onError(WebSocket socket, Exception broken) {
            throw new AssertionError(broken);
        }

        void end() throws InterruptedException {
            webhooks.stop(0);
            stop();
            telnyx.close();
            threads.shutdown();
        }
    }

    private String check(Weakness weakness, String... scenarios) throws Exception {
        int api;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            api = socket.getLocalPort();
        }
        PrintStream usual = System.out;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        Fragile application = new Fragile(weakness, api);
        try {
            String[] arguments = new String[5 + 2 * scenarios.length];
            System.arraycopy(
                    new String[] {"check", "--webhook", application.webhook(), "--port", "" + api}, 0, arguments, 0, 5);
            for (int i = 0; i < scenarios.length; i++) {
                arguments[5 + 2 * i] = "--scenario";
                arguments[6 + 2 * i] = Files.writeString(folder.resolve(i + ".yaml"), scenarios[i])
                        .toString();
            }
            assertThat(Main.commandLine(Map.of()).execute(arguments)).isEqualTo(1);
        } finally {
            System.setOut(usual);
            application.end();
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void namesAnApplicationThatBreaksTheStreamAtAnUnknownEvent() throws Exception {
        assertThat(check(
                        Weakness.BREAKS_THE_STREAM,
                        "name: plain\ncaller:\n  - pause: 2s\n  - hang-up\n",
                        "name: future\nfaults: unknown-events=20%\ncaller:\n  - pause: 3s\n  - hang-up\n"))
                .contains("ok    plain", "WRONG future", "the application broke the media stream");
    }

    @Test
    void namesAnApplicationThatHangsUpAtAnUnknownEvent() throws Exception {
        assertThat(
                        check(
                                Weakness.HANGS_UP,
                                "name: plain\ncaller:\n  - pause: 2s\n  - hang-up\n",
                                "name: future\nfaults: unknown-events=20%\ngoes-on: true\ncaller:\n  - pause: 3s\n  - hang-up\n"))
                .contains("ok    plain", "WRONG future", "which it does not do when all goes well");
    }
}

package io.github.telnyxstream.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Who speaks to the echo hears themselves. */
class EchoIT {
    private static final int FRAMES = 10;

    @ParameterizedTest
    @ValueSource(strings = {"java-websocket", "jetty", "one-port"})
    void saysBackWhatItHears(String name) throws Exception {
        EchoServers.Running server = EchoCommand.start(name, 0, null);
        try {
            Ear ear = new Ear();
            WebSocket phone = connect(server, "/media/any/path", ear);
            phone.sendText("{\"event\":\"connected\",\"version\":\"1.0.0\"}", true)
                    .join();
            phone.sendText(
                            "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s\",\"start\":{"
                                    + "\"call_control_id\":\"v3:c\",\"media_format\":"
                                    + "{\"encoding\":\"PCMU\",\"sample_rate\":8000,\"channels\":1}}}",
                            true)
                    .join();
            for (int i = 1; i <= FRAMES; i++) {
                phone.sendText(media(i, frame(i)), true).join();
            }
            for (int i = 1; i <= FRAMES; i++) {
                assertThat(Eventually.next(ear.heard)).contains(frame(i));
            }
            phone.abort();
        } finally {
            server.stop().run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java-websocket", "jetty", "one-port"})
    void letsInWhoShowsTheToken(String name) {
        EchoServers.Running server = EchoCommand.start(name, 0, "open-sesame");
        try {
            assertThat(status(server, "/media")).isEqualTo(401);
            assertThat(status(server, "/media/open-sesame")).isEqualTo(101);
        } finally {
            server.stop().run();
        }
    }

    @Test
    void namesTheServersThatThereAre() {
        StringWriter said = new StringWriter();
        CommandLine echo = new CommandLine(new EchoCommand()).setErr(new PrintWriter(said));

        assertThat(echo.execute("--server", "apache")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString().lines())
                .containsExactly(
                        "--port, --token or --server: there is no server apache, but java-websocket, jetty, one-port");
    }

    private static int status(EchoServers.Running server, String path) {
        try {
            connect(server, path, new Ear()).abort();
            return 101;
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    private static WebSocket connect(EchoServers.Running server, String path, Ear ear) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), ear)
                .join();
    }

    private static String media(int chunk, String payload) {
        return "{\"event\":\"media\",\"sequence_number\":\"" + (chunk + 1) + "\",\"stream_id\":\"s\",\"media\":{"
                + "\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\"" + chunk * 20
                + "\",\"payload\":\"" + payload + "\"}}";
    }

    private static String frame(int number) {
        byte[] bytes = new byte[160];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x80 + (i * number) % 0x70);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Collects whole messages. */
    private static final class Ear implements WebSocket.Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                heard.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}

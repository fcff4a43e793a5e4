package io.github.telnyxstream.adapter.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;

/** The application stops between the upgrade of a connection and Tomcat's taking note of it. */
final class TomcatStopIT {
    private final CompletableFuture<Tomcat> server = new CompletableFuture<>();
    private final CompletableFuture<Integer> told = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Test
    void endsTheConnectionThatIsJustBeingOpened() throws Exception {
        Admissions everybody = handshake -> CompletableFuture.completedFuture(new StopsWhenOpened());
        server.complete(TomcatServer.tomcat(new StreamServlet(everybody), "/media/*"));
        try {
            WebSocket client = Eventually.result(HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:"
                                    + server.join().getConnector().getLocalPort() + "/media/x"),
                            new Peer()));

            assertThat(Eventually.result(told)).isEqualTo(1001);
            assertThat(Eventually.result(closed)).isEqualTo(1001);
            client.abort();
        } finally {
            TomcatServer.stop(server.join());
        }
    }

    /** Tomcat puts a connection on its list when this has returned. */
    private final class StopsWhenOpened implements Admission {
        @Override
        public boolean isAccepted() {
            return true;
        }

        @Override
        public int httpStatus() {
            return 101;
        }

        @Override
        public TransportListener open(StreamTransport transport) {
            Thread stopping = new Thread(this::stopApplication, "stops-the-application");
            stopping.start();
            Eventually.ended(stopping);
            return new Engine();
        }

        /** While Tomcat goes on. */
        private void stopApplication() {
            try {
                ((Context) server.join().getHost().findChildren()[0]).stop();
            } catch (LifecycleException refused) {
                throw new IllegalStateException("the application does not stop", refused);
            }
        }

        @Override
        public void abandon() {
            // no place is held
        }
    }

    private final class Engine implements TransportListener {
        @Override
        public void onText(String message) {
            throw new AssertionError("nobody says " + message);
        }

        @Override
        public void onBinary(int lengthBytes) {
            throw new AssertionError("nobody sends bytes");
        }

        @Override
        public void onClose(int code, String reason) {
            told.complete(code);
        }

        @Override
        public void onError(Throwable cause) {
            told.completeExceptionally(cause);
        }
    }

    private final class Peer implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable cause) {
            closed.completeExceptionally(cause);
        }
    }
}

package io.github.telnyxstream.testkit.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MediaSocketTest {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    @Test
    void tellsOnceThatMessagesAreDroppedBecauseNobodyReads() throws Exception {
        Ear ear = new Ear();
        String large = "x".repeat(30_000);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> peer = CompletableFuture.supplyAsync(() -> upgraded(server));
            MediaLink link = MediaSocket.with(HttpClient.newHttpClient())
                    .open(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/media"), null, ear)
                    .join();
            int sent = 0;
            while (ear.dropped.get() == 0 && sent < 20_000) {
                link.send(large);
                sent++;
            }
            for (int k = 0; k < 10; k++) {
                link.send(large);
            }
            peer.join().close();

            assertThat(ear.dropped).as("after %d messages", sent).hasValue(1);
            assertThat(sent).isGreaterThan(2000);
        }
    }

    /** An application that lets Telnyx in and then reads no more. */
    private static Socket upgraded(ServerSocket server) {
        try {
            Socket socket = server.accept();
            Scanner head = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII);
            String key = "";
            for (String line = head.nextLine(); !line.isEmpty(); line = head.nextLine()) {
                key = line.startsWith("Sec-WebSocket-Key: ") ? line.substring(19) : key;
            }
            byte[] accept = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream()
                    .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static final class Ear implements MediaLink.Receiver {
        private final AtomicInteger dropped = new AtomicInteger();

        @Override
        public void onText(String text) {}

        @Override
        public void onBinary() {}

        @Override
        public void onPong(String payload) {}

        @Override
        public void onDropped() {
            dropped.incrementAndGet();
        }

        @Override
        public void onEnd(String how) {}
    }
}

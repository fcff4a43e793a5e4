package io.github.telnyxstream.callcontrol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that leads every tunnel to one local port, whatever name it is asked for, or refuses. */
final class ProxyStandIn implements AutoCloseable {

    /** The heads of the requests that came. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final int target;
    /** What is answered to those who do not say this; null to ask nobody. */
    private volatile String refusal = "";

    private volatile String password = "";

    ProxyStandIn(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket client = server.accept();
                daemon(() -> serve(client));
            }
        });
    }

    ProxyStandIn asksForBasic(String authorization) {
        return refuses("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"corp\"", authorization);
    }

    ProxyStandIn refuses(String statusAndHeaders, String unlessAuthorization) {
        this.refusal = statusAndHeaders;
        this.password = unlessAuthorization;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // by one side or the other, which ends the tunnel
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            String head = head(client.getInputStream());
            while (!head.isEmpty()) {
                heads.add(head);
                if (refusal.isEmpty() || head.contains("Proxy-Authorization: " + password)) {
                    client.getOutputStream().write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
                    tunnel(client);
                    return;
                }
                client.getOutputStream().write(ascii("HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\n\r\n"));
                head = head(client.getInputStream());
            }
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket telnyx = new Socket(InetAddress.getLoopbackAddress(), target)) {
            daemon(() -> {
                telnyx.getInputStream().transferTo(client.getOutputStream());
                client.close();
            });
            client.getInputStream().transferTo(telnyx.getOutputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            if (head.length() > 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
            next = in.read();
        }
        return "";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

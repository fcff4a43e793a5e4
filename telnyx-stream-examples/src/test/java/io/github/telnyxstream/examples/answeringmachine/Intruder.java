package io.github.telnyxstream.examples.answeringmachine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A raw connection to the machine, of somebody who means no good. One thread at a time. */
final class Intruder implements AutoCloseable {
    static final int TEXT = 1;
    static final int PING = 9;

    private static final int SMALL_BUFFER_BYTES = 8 << 10;

    private final Socket socket = new Socket();
    private final CountDownLatch over;

    /** Connects; whoever opens the latch ends it. */
    Intruder(int port, CountDownLatch over) throws IOException {
        this.over = over;
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits, and no longer than the attack lasts. */
    void pauseMillis(long millis) {
        try {
            boolean unused = over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.US_ASCII));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The status of the next answer, which has no body or one of the length that it names. */
    int status() throws IOException {
        String head = new String(Front.head(socket.getInputStream()), StandardCharsets.US_ASCII);
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
        if (at >= 0) {
            int length = Integer.parseInt(head.substring(at + "content-length:".length())
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .strip());
            socket.getInputStream().skipNBytes(length);
        }
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** Comes with somebody's token. */
    void enter(byte[] head) throws IOException {
        say(head);
        if (status() != 101) {
            throw new IOException("not let in");
        }
    }

    void hangUp() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] text(String message) {
        return frame(0x80 | TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /** Masked with zeros (RFC 6455, section 5.2). */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}

package io.github.telnyxstream.benchmarks.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A raw connection of a hostile peer. One thread at a time. */
final class Peer implements AutoCloseable {
    static final int PING = 9;

    private static final int TEXT = 1;
    private static final int MASKED = 0x80;
    private static final int SMALL_BUFFER_BYTES = 8 << 10;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final AtomicBoolean over;

    /** Connects; whoever sets the flag ends it. */
    Peer(int port, AtomicBoolean over) throws IOException {
        this.over = over;
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    }

    boolean isOver() {
        return over.get();
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.US_ASCII));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void pauseMillis(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }

    /** Asks for a stream, and waits for the answer. */
    void upgrade(String path) throws IOException {
        say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGVsbnl4LXN0cmVhbS10cw==\r\n\r\n");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("hung up on");
            }
            head.append((char) next);
        }
    }

    /** Reads nothing until the attack is over or the other side has cut the connection. */
    void awaitEnd() throws IOException {
        while (!isOver()) {
            pauseMillis(500);
            say(frames(PING, 0, 1));
        }
    }

    /** Reads until the attack is over or the other side has cut the connection. */
    void read() throws IOException {
        byte[] heard = new byte[SMALL_BUFFER_BYTES];
        while (!isOver() && socket.getInputStream().read(heard) >= 0) {
            pauseMillis(20);
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

    /** The first piece of a message that goes on. */
    static byte[] fragment(int lengthBytes) {
        byte[] spaces = new byte[lengthBytes];
        Arrays.fill(spaces, (byte) ' ');
        return frame(0, spaces);
    }

    static byte[] frames(int opcode, int lengthBytes, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; n < count; n++) {
            all.writeBytes(frame(0x80 | opcode, new byte[lengthBytes]));
        }
        return all.toByteArray();
    }

    /** Masked with zeros (RFC 6455, section 5.2). */
    private static byte[] frame(int head, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(MASKED | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(MASKED | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}

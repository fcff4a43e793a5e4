package io.github.telnyxstream.agent.telnyx;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;

/** Speaks for Telnyx's speech sockets as their documentation and those who tried them say. */
final class StandInSockets extends WebSocketServer implements AutoCloseable {
    final List<String> queries = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    final Semaphore connections = new Semaphore(0);
    final List<WebSocket> open = new CopyOnWriteArrayList<>();
    private final BiConsumer<WebSocket, Object> script;
    private final CountDownLatch ready = new CountDownLatch(1);
    volatile boolean refuses;

    /** A server that reacts to each text and each {@link ByteBuffer} by a script. */
    StandInSockets(BiConsumer<WebSocket, Object> script) throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.script = script;
        setReuseAddr(true);
        start();
        ready.await();
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + getPort() + "/v2");
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        queries.add(request.getResourceDescriptor());
        keys.add(request.getFieldValue("Authorization"));
        if (refuses) {
            throw new InvalidDataException(CloseFrame.POLICY_VALIDATION);
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
        open.add(socket);
        connections.release();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        texts.add(text);
        script.accept(socket, text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer bytes) {
        script.accept(socket, bytes);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        open.remove(socket);
    }

    @Override
    public void onError(WebSocket socket, Exception broken) {}

    @Override
    public void onStart() {
        ready.countDown();
    }

    @Override
    public void close() {
        try {
            stop(0);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of Quarkus's, as the engine drives it. Nothing of it happens before somebody subscribes. */
final class QuarkusTransport implements StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(QuarkusTransport.class);

    private final WebSocketConnection connection;
    /** Of Vert.x's handler: what is done here reaches the socket without going through that handler. */
    private final ChannelHandlerContext vertx;

    private final AtomicBoolean closing = new AtomicBoolean();

    QuarkusTransport(WebSocketConnection connection, ChannelHandlerContext vertx) {
        this.connection = connection;
        this.vertx = vertx;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        callback.completeWith(connection.sendText(message.text()).subscribeAsCompletionStage());
    }

    @Override
    public void sendPing(SendCallback callback) {
        callback.completeWith(connection.sendPing(Buffer.buffer()).subscribeAsCompletionStage());
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        callback.completeWith(connection.sendPong(Buffer.buffer(payload)).subscribeAsCompletionStage());
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true) && !connection.isClosed()) {
            connection
                    .close(new CloseReason(code, reason))
                    .subscribe()
                    .with(closed -> {}, refused -> log.debug("The peer was faster in closing", refused));
        }
    }

    /** Not by the channel: there Vert.x's handler would first wait for what the peer does not read. */
    @Override
    public void abort() {
        ChannelFuture ignored = vertx.close();
    }
}

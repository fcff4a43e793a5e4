package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket of Vert.x's, as the engine drives it. */
final class VertxTransport implements StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(VertxTransport.class);
    private static final int CONNECTION_LOST = 1006;

    private final ServerWebSocket socket;
    private final ChannelHandlerContext channel;
    private final AtomicBoolean closing = new AtomicBoolean();

    private VertxTransport(ServerWebSocket socket) {
        this.socket = socket;
        this.channel = ((WebSocketInternal) socket).channelHandlerContext();
    }

    static void open(ServerWebSocket socket, Admission admission) {
        VertxTransport transport = new VertxTransport(socket);
        TransportListener listener = admission.open(transport);
        transport
                .channel
                .pipeline()
                .addBefore(transport.channel.name(), null, new Utf8FrameValidator())
                .addBefore(
                        transport.channel.name(),
                        null,
                        new WebSocketFrameAggregator(StreamRequestHandler.MAX_MESSAGE_BYTES))
                .addBefore(transport.channel.name(), null, new Pings(listener));
        socket.textMessageHandler(listener::onText);
        socket.binaryMessageHandler(message -> listener.onBinary(message.length()));
        socket.pongHandler(pong -> listener.onSignOfLife());
        socket.exceptionHandler(cause -> {
            log.debug("Vert.x reports an error on a stream's socket", cause);
            transport.abort();
        });
        socket.closeHandler(closed -> {
            Short code = socket.closeStatusCode();
            String reason = socket.closeReason();
            listener.onClose(code == null ? CONNECTION_LOST : code, reason == null ? "" : reason);
        });
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        callback.completeWith(socket.writeTextMessage(message.text()).toCompletionStage());
    }

    @Override
    public void sendPing(SendCallback callback) {
        callback.completeWith(socket.writePing(Buffer.buffer()).toCompletionStage());
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        callback.completeWith(socket.writePong(Buffer.buffer(payload)).toCompletionStage());
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            socket.close((short) code, reason);
        }
    }

    @Override
    public void abort() {
        ChannelFuture ignored = channel.close();
    }

    /** Left to the engine, which sends one pong at a time: Vert.x would queue them without limit. */
    private static final class Pings extends ChannelInboundHandlerAdapter {
        private final TransportListener listener;

        Pings(TransportListener listener) {
            this.listener = listener;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof PingWebSocketFrame ping) {
                listener.onUnansweredPing(ByteBufUtil.getBytes(ping.content()));
                ReferenceCountUtil.release(ping);
            } else {
                context.fireChannelRead(message);
            }
        }
    }
}

package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.websocket.WebsocketInbound;

/**
 * One connection of Reactor Netty's, as the engine drives it. What is sent goes to the channel below, which tells when the
 * bytes have gone to the kernel; demand of a stream of messages would not.
 */
final class ReactorTransport implements StreamTransport {
    private static final int CONNECTION_LOST = 1006;

    private final Channel channel;

    private ReactorTransport(Channel channel) {
        this.channel = channel;
    }

    /** Sends one close frame in all: ours, or Reactor Netty's answer to the peer's. */
    private static final class OneClose extends ChannelOutboundHandlerAdapter {
        private boolean closed;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof CloseWebSocketFrame close) {
                if (closed) {
                    close.release();
                    promise.setSuccess();
                    return;
                }
                closed = true;
            }
            ChannelFuture ignored = context.write(message, promise);
        }
    }

    /** Ends with the connection. */
    static Mono<Void> open(WebsocketInbound in, Admission admission, int maxMessageBytes) {
        CompletableFuture<Channel> channel = new CompletableFuture<>();
        in.withConnection(connection -> channel.complete(connection.channel()));
        channel.join()
                .pipeline()
                .addBefore(NettyPipeline.ReactiveBridge, null, new Utf8FrameValidator())
                .addBefore(NettyPipeline.ReactiveBridge, null, new OneClose());
        TransportListener listener = admission.open(new ReactorTransport(channel.join()));
        in.receiveCloseStatus()
                .subscribe(
                        status -> listener.onClose(status.code(), status.reasonText()),
                        failed -> listener.onError(failed),
                        () -> listener.onClose(CONNECTION_LOST, ""));
        return in.aggregateFrames(maxMessageBytes)
                .receiveFrames()
                .doOnNext(frame -> hear(listener, frame))
                .doOnError(listener::onError)
                .then();
    }

    private static void hear(TransportListener listener, WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (frame instanceof TextWebSocketFrame) {
            byte[] utf8 = ByteBufUtil.getBytes(content);
            listener.onText(utf8, 0, utf8.length);
        } else if (frame instanceof BinaryWebSocketFrame) {
            listener.onBinary(content.readableBytes());
        } else if (frame instanceof PingWebSocketFrame) {
            listener.onUnansweredPing(ByteBufUtil.getBytes(content));
        } else if (frame instanceof PongWebSocketFrame) {
            listener.onSignOfLife();
        }
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        ByteBuf text = channel.alloc().buffer(message.lengthBytes());
        message.copyTo(text.internalNioBuffer(0, message.lengthBytes()));
        send(new TextWebSocketFrame(text.writerIndex(message.lengthBytes())), callback);
    }

    @Override
    public void sendPing(SendCallback callback) {
        send(new PingWebSocketFrame(), callback);
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        send(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)), callback);
    }

    private void send(WebSocketFrame frame, SendCallback callback) {
        channel.writeAndFlush(frame).addListener(written -> {
            if (written.isSuccess()) {
                callback.sent();
            } else {
                callback.failed(written.cause());
            }
        });
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    /**
     * Reactor Netty's own close hangs up right behind its close frame; with the peer's audio still coming in, the kernel then
     * resets the connection and throws away what the peer has not read. So the peer is given time to answer.
     */
    @Override
    public void close(int code, String reason) {
        ChannelFuture ignored = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
    }

    @Override
    public void abort() {
        ChannelFuture ignored = channel.close();
    }
}

package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.atomic.AtomicBoolean;

/** One channel of Netty's, as the engine drives it. A write of Netty's is done when its bytes have gone to the kernel. */
final class NettyTransport implements StreamTransport {
    private final Channel channel;
    private final AtomicBoolean closing = new AtomicBoolean();

    NettyTransport(Channel channel) {
        this.channel = channel;
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

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            ChannelFuture ignored = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
        }
    }

    /** The peer has closed: it gets its answer, unless ours was the first close, and the connection ends. */
    void answerClose(CloseWebSocketFrame close) {
        if (closing.compareAndSet(false, true)) {
            channel.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        } else {
            abort();
        }
    }

    @Override
    public void abort() {
        ChannelFuture ignored = channel.close();
    }
}

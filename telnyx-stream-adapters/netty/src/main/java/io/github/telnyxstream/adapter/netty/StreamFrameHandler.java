package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.stream.transport.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One WebSocket of Netty's, upgraded already, as a stream: what comes in goes to the engine, and the engine sends by it. For
 * adapters of servers that are Netty below, which only have to upgrade. A write of Netty's is done when its bytes have gone
 * to the kernel.
 *
 * <p><b>Threads:</b> as Netty's handlers, and as {@link StreamTransport}. Its methods are Netty's and the engine's to call.
 */
public final class StreamFrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> implements StreamTransport {
    /** The longest message that is taken. */
    public static final int MAX_MESSAGE_BYTES = 2 << 20;

    /** Of a handler in front: what is written here goes past everything behind. */
    private final ChannelHandlerContext out;

    private final AtomicBoolean closing = new AtomicBoolean();
    private TransportListener listener = TransportListener.deaf();
    private byte[] text = {};

    private StreamFrameHandler(ChannelHandlerContext out) {
        this.out = out;
    }

    /**
     * Makes a stream of a connection. To be called on its event loop, before a frame is read; frames are taken away from the
     * handlers behind, and the channel reads by itself from now on.
     *
     * @param pipeline of the connection, with Netty's decoder and encoder of frames
     * @param before the name of the handler that frames must not reach
     * @param admission opened with the connection
     */
    public static void open(ChannelPipeline pipeline, String before, Admission admission) {
        pipeline.addBefore(before, "telnyx-whole", new WebSocketFrameAggregator(MAX_MESSAGE_BYTES));
        StreamFrameHandler stream = new StreamFrameHandler(pipeline.context("telnyx-whole"));
        stream.listener = admission.open(stream);
        pipeline.addBefore(before, null, stream);
        pipeline.channel().config().setAutoRead(true);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (frame instanceof TextWebSocketFrame) {
            int lengthBytes = content.readableBytes();
            text = text.length < lengthBytes ? new byte[lengthBytes] : text;
            content.getBytes(content.readerIndex(), text, 0, lengthBytes);
            Utf8.check(text, 0, lengthBytes);
            listener.onText(text, 0, lengthBytes);
        } else if (frame instanceof BinaryWebSocketFrame) {
            listener.onBinary(content.readableBytes());
        } else if (frame instanceof PingWebSocketFrame) {
            listener.onUnansweredPing(ByteBufUtil.getBytes(content));
        } else if (frame instanceof PongWebSocketFrame) {
            listener.onSignOfLife();
        } else if (frame instanceof CloseWebSocketFrame close) {
            close(close.statusCode() < 0 ? 1000 : close.statusCode(), close.reasonText());
            out.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> abort());
            listener.onClose(close.statusCode() < 0 ? 1005 : close.statusCode(), close.reasonText());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.onClose(1006, "");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        listener.onError(cause);
        abort();
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        ByteBuf copy = out.alloc().buffer(message.lengthBytes());
        message.copyTo(copy.internalNioBuffer(0, message.lengthBytes()));
        send(new TextWebSocketFrame(copy.writerIndex(message.lengthBytes())), callback);
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
        out.writeAndFlush(frame).addListener(written -> callback.ended(written.cause()));
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            ChannelFuture ignored = out.writeAndFlush(new CloseWebSocketFrame(code, reason));
        }
    }

    @Override
    public void abort() {
        ChannelFuture ignored = out.close();
    }
}

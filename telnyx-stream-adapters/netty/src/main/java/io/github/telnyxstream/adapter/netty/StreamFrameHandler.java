package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.TransportListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the engine what comes in on one channel. */
final class StreamFrameHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger log = LoggerFactory.getLogger(StreamFrameHandler.class);
    private static final int CONNECTION_LOST = 1006;
    private static final int MESSAGE_TOO_BIG = 1009;

    private final NettyTransport transport;
    private final TransportListener listener;
    private byte[] text = {};

    StreamFrameHandler(NettyTransport transport, TransportListener listener) {
        this.transport = transport;
        this.listener = listener;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (frame instanceof TextWebSocketFrame) {
            hear(content);
        } else if (frame instanceof BinaryWebSocketFrame) {
            listener.onBinary(content.readableBytes());
        } else if (frame instanceof PingWebSocketFrame) {
            listener.onUnansweredPing(ByteBufUtil.getBytes(content));
        } else if (frame instanceof PongWebSocketFrame) {
            listener.onSignOfLife();
        } else if (frame instanceof CloseWebSocketFrame close) {
            transport.answerClose(close);
            listener.onClose(close.statusCode() < 0 ? 1005 : close.statusCode(), close.reasonText());
        }
    }

    private void hear(ByteBuf content) {
        int lengthBytes = content.readableBytes();
        if (content.hasArray()) {
            listener.onText(content.array(), content.arrayOffset() + content.readerIndex(), lengthBytes);
            return;
        }
        if (text.length < lengthBytes) {
            text = new byte[Math.max(lengthBytes, 1_024)];
        }
        content.getBytes(content.readerIndex(), text, 0, lengthBytes);
        listener.onText(text, 0, lengthBytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        listener.onClose(CONNECTION_LOST, "");
    }

    /** Netty answers what breaks the protocol itself, except a message that is too big. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("A stream's channel is broken", cause);
        if (cause instanceof TooLongFrameException) {
            transport.close(MESSAGE_TOO_BIG, "message too big");
        }
        listener.onError(cause);
        transport.abort();
    }
}

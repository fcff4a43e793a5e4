package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.transport.TransportListener;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;

/**
 * What is put before Vert.x's own handler of a WebSocket. Pings are left to the engine, which sends one pong at a time: Vert.x
 * would queue them without limit.
 */
final class FrameHandler extends ChannelInboundHandlerAdapter {
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    /** The name that Vert.x gives its own. */
    private static final String OF_VERTX = "handler";

    private final TransportListener listener;
    private volatile boolean sawClose;

    private FrameHandler(TransportListener listener) {
        this.listener = listener;
    }

    static FrameHandler addTo(ChannelPipeline pipeline, TransportListener listener) {
        FrameHandler frames = new FrameHandler(listener);
        pipeline.addBefore(OF_VERTX, null, new Utf8FrameValidator())
                .addBefore(OF_VERTX, null, new WebSocketFrameAggregator(MAX_MESSAGE_BYTES))
                .addBefore(OF_VERTX, null, frames);
        return frames;
    }

    /** Quarkus has the same words for a connection that is lost and for a close without a code. */
    boolean sawClose() {
        return sawClose;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof PingWebSocketFrame ping) {
            listener.onUnansweredPing(ByteBufUtil.getBytes(ping.content()));
            ReferenceCountUtil.release(ping);
        } else {
            if (message instanceof CloseWebSocketFrame) {
                sawClose = true;
            }
            context.fireChannelRead(message);
        }
    }
}

package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.adapter.netty.StreamFrameHandler;
import io.github.telnyxstream.stream.transport.Admission;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Waits in front of Vert.x's handler, from the decision on, until the connection is upgraded: told by Quarkus, or by the first
 * frame, which may be there before. Frames then go past Vert.x, which would make text of bytes and queue pongs without limit.
 */
final class StreamOpening extends ChannelInboundHandlerAdapter {
    private final ChannelHandlerContext vertx;
    private final Admission admission;
    private boolean opened;

    StreamOpening(ChannelHandlerContext vertx, Admission admission) {
        this.vertx = vertx;
        this.admission = admission;
    }

    /** On the event loop of the connection. */
    void open() {
        if (!opened) {
            opened = true;
            StreamFrameHandler.open(vertx.pipeline(), vertx.name(), admission);
            vertx.pipeline().remove(this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame) {
            open();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        admission.abandon();
        context.fireChannelInactive();
    }
}

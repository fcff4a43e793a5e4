package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.contract.AdapterUnderTest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/** Netty's own echo, to measure what we add to it. */
final class BareNetty implements AdapterUnderTest {
    private static final int MAX_REQUEST_BYTES = 64 << 10;

    @Override
    public RunningServer serve(Admissions nobody) {
        return NettyServer.start(pipeline -> pipeline.addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                .addLast(new WebSocketServerProtocolHandler("/media", true))
                .addLast(new Echo()));
    }

    /** The start is not sent back. */
    private static final class Echo extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            if (frame.content().getByte("{'event':'".length()) == 'm') {
                ChannelFuture ignored = context.writeAndFlush(frame.retain());
            }
        }
    }
}

package io.github.telnyxstream.adapter.micronaut;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.List;
import java.util.function.Supplier;

/** Puts handlers between the codec and Micronaut's own, into each connection that speaks HTTP/1. */
final class FrontHandlers implements NettyServerCustomizer {
    private final Supplier<List<ChannelHandler>> handlers;

    FrontHandlers(Supplier<List<ChannelHandler>> handlers) {
        this.handlers = handlers;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return role == ChannelRole.CONNECTION ? new OfConnection(channel.pipeline()) : this;
    }

    private final class OfConnection implements NettyServerCustomizer {
        private final ChannelPipeline pipeline;

        OfConnection(ChannelPipeline pipeline) {
            this.pipeline = pipeline;
        }

        @Override
        public void onStreamPipelineBuilt() {
            String before = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
            if (pipeline.get(before) == null) {
                return;
            }
            for (ChannelHandler handler : handlers.get()) {
                String name = handler.getClass().getName();
                pipeline.addAfter(before, name, handler);
                before = name;
            }
        }
    }
}

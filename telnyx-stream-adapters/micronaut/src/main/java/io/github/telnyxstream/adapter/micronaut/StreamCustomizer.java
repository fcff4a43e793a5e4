package io.github.telnyxstream.adapter.micronaut;

import io.github.telnyxstream.adapter.netty.StreamUpgradeHandler;
import io.github.telnyxstream.stream.transport.Admissions;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer.Registry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes streams of the WebSocket upgrades under {@code telnyx.stream.path}, in front of Micronaut's own handlers: no token
 * reaches its access log, and its limits for messages, its compression and its idle time do not apply to them.
 */
@Singleton
final class StreamCustomizer implements BeanCreatedEventListener<Registry> {
    private final BeanProvider<Admissions> acceptor;
    private final StreamConfiguration configuration;

    StreamCustomizer(BeanProvider<Admissions> acceptor, StreamConfiguration configuration) {
        this.acceptor = acceptor;
        this.configuration = configuration;
    }

    @Override
    public Registry onCreated(BeanCreatedEvent<Registry> created) {
        Registry server = created.getBean();
        acceptor.ifPresent(admissions -> server.register(new FrontHandlers(
                () -> List.of(new StreamUpgradeHandler(configuration.path(), admissions), new IdleTime()))));
        return server;
    }

    /** The engine watches for silence itself: a stream may be quiet for longer than a request. */
    private static final class IdleTime extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            boolean isStream = context.pipeline().get(StreamUpgradeHandler.class) == null;
            if (!isStream || !(event instanceof IdleStateEvent)) {
                context.fireUserEventTriggered(event);
            }
        }
    }
}

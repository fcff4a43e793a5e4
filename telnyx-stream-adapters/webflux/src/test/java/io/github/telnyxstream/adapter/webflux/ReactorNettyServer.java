package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An application of Spring WebFlux's on Reactor Netty. */
final class ReactorNettyServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private ReactorNettyServer() {}

    /** With these beans beside those of the configuration. */
    static RunningServer start(Class<?> configuration, Object... beans) {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        for (Object bean : beans) {
            application.getBeanFactory().registerSingleton(bean.getClass().getName(), bean);
        }
        application.register(configuration);
        application.refresh();
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .channelGroup(connections)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(application).build()))
                .bindNow();
        return RunningServer.of(server.port(), () -> {
            connections.close();
            server.disposeNow();
            application.close();
        });
    }
}

package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.testkit.contract.AdapterUnderTest.RunningServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Netty with its HTTP codec. */
final class NettyServer {
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private NettyServer() {}

    /** With what this puts behind the codec of each connection. */
    static RunningServer start(Consumer<ChannelPipeline> more) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Channel listening = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        more.accept(channel.pipeline().addLast(new HttpServerCodec()));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        int port = ((InetSocketAddress) listening.localAddress()).getPort();
        return RunningServer.of(port, () -> {
            listening.close().syncUninterruptibly();
            // an event loop that shuts down closes channels too, but may tell nobody
            connections.close().syncUninterruptibly();
            threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        });
    }
}

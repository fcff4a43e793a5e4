package io.github.telnyxstream.examples.servers;

import io.github.telnyxstream.adapter.jakarta.StreamServlet;
import io.github.telnyxstream.adapter.jakarta.WebhookServlet;
import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.examples.answeringmachine.Door;
import io.github.telnyxstream.examples.answeringmachine.Door.Open;
import io.github.telnyxstream.server.WebReply;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The lines that mount streams and webhooks on each server, as {@code docs/servers.md} has them. */
final class Doors {
    static final Map<String, Door> ALL = new TreeMap<>(Map.of(
            "jakarta", Doors::tomcat,
            "jetty", Doors::jetty,
            "netty", Doors::netty,
            "one-port", Door.onePort(request -> WebReply.of(404)),
            "vertx", Doors::vertx));

    private Doors() {}

    private static Open jetty(int port, StreamAcceptor streams, WebhookReceiver webhooks, BooleanSupplier ready)
            throws IOException {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new StreamHandler(
                Door.MEDIA_PATH + "/*",
                streams,
                new io.github.telnyxstream.adapter.jetty.WebhookRequestHandler(Door.WEBHOOK_PATH, webhooks)));
        try {
            server.start();
        } catch (Exception refused) {
            throw new IOException(refused);
        }
        return Open.of(connector.getLocalPort(), () -> stop(server));
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception refused) {
            throw new IllegalStateException("Jetty does not stop", refused);
        }
    }

    private static Open netty(int port, StreamAcceptor streams, WebhookReceiver webhooks, BooleanSupplier ready) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        Channel listening = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new io.github.telnyxstream.adapter.netty.StreamUpgradeHandler(
                                        Door.MEDIA_PATH, streams))
                                .addLast(new io.github.telnyxstream.adapter.netty.WebhookRequestHandler(
                                        Door.WEBHOOK_PATH, webhooks));
                    }
                })
                .bind(port)
                .syncUninterruptibly()
                .channel();
        return Open.of(
                ((InetSocketAddress) listening.localAddress()).getPort(),
                () -> threads.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly());
    }

    private static Open vertx(int port, StreamAcceptor streams, WebhookReceiver webhooks, BooleanSupplier ready) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(io.github.telnyxstream.adapter.vertx.StreamRequestHandler.prepared(
                        new HttpServerOptions().setPort(port)))
                .requestHandler(new io.github.telnyxstream.adapter.vertx.StreamRequestHandler(
                        Door.MEDIA_PATH,
                        streams,
                        new io.github.telnyxstream.adapter.vertx.WebhookRequestHandler(
                                Door.WEBHOOK_PATH,
                                webhooks,
                                other -> other.response().setStatusCode(404).end())))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return Open.of(
                server.actualPort(),
                () -> vertx.close().toCompletionStage().toCompletableFuture().join());
    }

    private static Open tomcat(int port, StreamAcceptor streams, WebhookReceiver webhooks, BooleanSupplier ready)
            throws IOException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(port);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        mount(context, "streams", new StreamServlet(streams), Door.MEDIA_PATH + "/*");
        mount(context, "webhooks", new WebhookServlet(webhooks), Door.WEBHOOK_PATH);
        try {
            tomcat.start();
        } catch (LifecycleException refused) {
            throw new IOException(refused);
        }
        return Open.of(connector.getLocalPort(), () -> stop(tomcat));
    }

    private static void mount(Context context, String name, HttpServlet servlet, String path) {
        Wrapper mounted = Tomcat.addServlet(context, name, servlet);
        mounted.setAsyncSupported(true);
        mounted.addMapping(path);
    }

    private static void stop(Tomcat tomcat) {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException refused) {
            throw new IllegalStateException("Tomcat does not stop", refused);
        }
    }
}

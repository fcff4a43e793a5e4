package io.github.telnyxstream.adapter.netty;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Makes streams of the WebSocket upgrades under a path; every other request goes on to the handlers behind, so that one port
 * serves the media, the webhooks and whatever else there is. Put a new one into each pipeline, right behind the codec:
 *
 * <pre>{@code
 * pipeline.addLast(new HttpServerCodec());
 * pipeline.addLast(new StreamUpgradeHandler("/media/", acceptor));
 * pipeline.addLast(webhooksAndHealth);
 * }</pre>
 *
 * <p>Who is not let in gets 401, 403 or 503 and is never upgraded; a request under the path that is no upgrade gets 426.
 * No thread waits while it is decided. A connection that has not finished its first request after 10 s is closed, and one
 * whose head is longer than the codec allows gets 426 or 400. {@code childOption(ChannelOption.SO_SNDBUF, 65_536)} decides how
 * soon a peer that stopped reading is noticed.
 *
 * <p><b>Threads:</b> as Netty's handlers, one pipeline each.
 */
public final class StreamUpgradeHandler extends ChannelInboundHandlerAdapter {
    private static final int HEAD_SECONDS = 10;

    private final String pathPrefix;
    private final Admissions acceptor;
    private Future<?> headTime = CompletableFuture.completedFuture(null);
    private boolean taken;

    /**
     * A handler for one pipeline.
     *
     * @param pathPrefix where the streams come in, for example {@code /media/}
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamUpgradeHandler(String pathPrefix, Admissions acceptor) {
        this.pathPrefix = Objects.requireNonNull(pathPrefix, "pathPrefix");
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        headTime = context.executor().schedule(() -> context.close().isDone(), HEAD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !taken) {
            headTime.cancel(false);
            taken = request.decoderResult().isFailure() || request.uri().startsWith(pathPrefix);
            if (taken) {
                take(context, request);
            }
        }
        if (taken) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void take(ChannelHandlerContext context, HttpRequest request) {
        context.channel().config().setAutoRead(false);
        FullHttpRequest upgrade = new DefaultFullHttpRequest(HTTP_1_1, HttpMethod.GET, request.uri());
        HttpHeaders headers = upgrade.headers().set(request.headers());
        SocketAddress peer = context.channel().remoteAddress();
        Handshake handshake = Handshake.of(request.uri(), headers.names(), headers::getAll, peer);
        String method = request.decoderResult().isSuccess() ? request.method().name() : "unreadable";
        acceptor.decide(method, handshake)
                .thenAccept(admission -> context.executor().execute(() -> decided(context, upgrade, admission)));
    }

    private void decided(ChannelHandlerContext context, FullHttpRequest upgrade, Admission admission) {
        if (!admission.isAccepted()) {
            var answer = new DefaultFullHttpResponse(HTTP_1_1, HttpResponseStatus.valueOf(admission.httpStatus()));
            admission.headers().forEach(answer.headers()::set);
            context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        // without extensions: compressing base64 audio costs more memory per call than it saves on the wire
        new WebSocketServerHandshaker13(null, null, false, StreamFrameHandler.MAX_MESSAGE_BYTES)
                .handshake(context.channel(), upgrade)
                .addListener(upgraded -> {
                    if (upgraded.isSuccess()) {
                        StreamFrameHandler.open(context.pipeline(), context.name(), admission);
                        context.pipeline().remove(this);
                    } else {
                        admission.abandon();
                        ChannelFuture ignored = context.close();
                    }
                });
    }
}

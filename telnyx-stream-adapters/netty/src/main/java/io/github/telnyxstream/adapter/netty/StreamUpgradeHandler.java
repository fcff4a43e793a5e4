package io.github.telnyxstream.adapter.netty;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
 * whose head is longer than the codec allows gets 431. {@code childOption(ChannelOption.SO_SNDBUF, 65_536)} decides how
 * soon a peer that stopped reading is noticed.
 *
 * <p><b>Threads:</b> as Netty's handlers, one pipeline each.
 */
public final class StreamUpgradeHandler extends ChannelInboundHandlerAdapter {
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    private static final int HEAD_SECONDS = 10;
    private static final String SPOKEN_VERSION = "13";

    private final String pathPrefix;
    private final Admissions acceptor;
    private boolean hasRequest;
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
        Future<?> ignored =
                context.executor().schedule(() -> closeWithoutRequest(context), HEAD_SECONDS, TimeUnit.SECONDS);
    }

    private void closeWithoutRequest(ChannelHandlerContext context) {
        if (!hasRequest) {
            ChannelFuture ignored = context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean isRequest = message instanceof HttpRequest;
        hasRequest |= isRequest;
        if (isRequest && !taken) {
            taken = isTaken(context, (HttpRequest) message);
        }
        if (taken) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean isTaken(ChannelHandlerContext context, HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure()) {
            boolean isTooLong = request.decoderResult().cause() instanceof TooLongHttpHeaderException;
            answer(
                    context,
                    isTooLong ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpResponseStatus.BAD_REQUEST);
        } else if (!request.uri().startsWith(pathPrefix)) {
            return false;
        } else if (!headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, SPOKEN_VERSION, false)) {
            answer(context, HttpResponseStatus.UPGRADE_REQUIRED);
        } else if (!request.method().equals(HttpMethod.GET) || !headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            answer(context, HttpResponseStatus.BAD_REQUEST);
        } else {
            context.channel().config().setAutoRead(false);
            FullHttpRequest upgrade = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    HttpMethod.GET,
                    request.uri(),
                    Unpooled.EMPTY_BUFFER,
                    headers,
                    EmptyHttpHeaders.INSTANCE);
            acceptor.authorise(handshake(context, request))
                    .thenAccept(admission -> context.executor().execute(() -> decided(context, upgrade, admission)));
        }
        return true;
    }

    private static Handshake handshake(ChannelHandlerContext context, HttpRequest request) {
        String[] target = request.uri().split("\\?", 2);
        Map<String, List<String>> headers = request.headers().names().stream()
                .collect(Collectors.toMap(name -> name, request.headers()::getAll, (first, again) -> first));
        return new Handshake(
                target[0],
                target.length == 1 ? null : target[1],
                headers,
                String.valueOf(context.channel().remoteAddress()));
    }

    private static void answer(ChannelHandlerContext context, HttpResponseStatus status) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            answer.headers().set(HttpHeaderNames.UPGRADE, "websocket");
            answer.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, SPOKEN_VERSION);
        }
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private void decided(ChannelHandlerContext context, FullHttpRequest upgrade, Admission admission) {
        if (!admission.isAccepted()) {
            answer(context, HttpResponseStatus.valueOf(admission.httpStatus()));
            return;
        }
        WebSocketDecoderConfig frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                .build();
        // without extensions: compressing base64 audio costs more memory per call than it saves on the wire
        new WebSocketServerHandshaker13(null, null, frames)
                .handshake(context.channel(), upgrade)
                .addListener((ChannelFuture upgraded) -> {
                    if (upgraded.isSuccess()) {
                        open(context, admission);
                    } else {
                        admission.abandon();
                        ChannelFuture ignored = context.close();
                    }
                });
    }

    private void open(ChannelHandlerContext context, Admission admission) {
        NettyTransport transport = new NettyTransport(context.channel());
        StreamFrameHandler stream = new StreamFrameHandler(transport, admission.open(transport));
        context.pipeline().replace(this, "telnyx-stream", stream);
        context.pipeline()
                .addBefore("telnyx-stream", null, new Utf8FrameValidator())
                .addBefore("telnyx-stream", null, new WebSocketFrameAggregator(MAX_MESSAGE_BYTES));
        context.channel().config().setAutoRead(true);
    }
}

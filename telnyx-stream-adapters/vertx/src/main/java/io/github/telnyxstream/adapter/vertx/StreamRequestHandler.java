package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.adapter.netty.StreamFrameHandler;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Objects;

/**
 * Makes streams of the WebSocket upgrades under a path; every other request goes on to the handler behind, for example a
 * router, so that one port serves the media, the webhooks and whatever else there is.
 *
 * <pre>{@code
 * vertx.createHttpServer(StreamRequestHandler.prepared(new HttpServerOptions().setPort(8080)))
 *         .requestHandler(new StreamRequestHandler("/media/", acceptor, router))
 *         .listen();
 * }</pre>
 *
 * <p>Who is not let in gets 401, 403 or 503 and is never upgraded; a request under the path that is no upgrade gets 426.
 * No thread waits while it is decided.
 *
 * <p><b>Threads:</b> thread-safe; one handler will do for all instances of a verticle.
 */
public final class StreamRequestHandler implements Handler<HttpServerRequest> {
    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private final String pathPrefix;
    private final Admissions acceptor;
    private final Handler<HttpServerRequest> next;

    /**
     * Streams, and another handler for all other requests.
     *
     * @param pathPrefix where the streams come in, for example {@code /media/}
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     * @param next handles what is not under the path
     */
    public StreamRequestHandler(String pathPrefix, Admissions acceptor, Handler<HttpServerRequest> next) {
        this.pathPrefix = Objects.requireNonNull(pathPrefix, "pathPrefix");
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
        this.next = Objects.requireNonNull(next, "next");
    }

    /**
     * Sets what streams need: messages of up to 2 MiB, no compression, a request's head of at most 16 KiB, and a send buffer
     * of 64 KiB, by which a peer that stopped reading is noticed within seconds.
     *
     * @param options the server's options; changed
     * @return the same options
     */
    public static HttpServerOptions prepared(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(StreamFrameHandler.MAX_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(StreamFrameHandler.MAX_MESSAGE_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setSendBufferSize(SEND_BUFFER_BYTES);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!request.path().startsWith(pathPrefix)) {
            next.handle(request);
            return;
        }
        Context context = Vertx.currentContext();
        MultiMap headers = request.headers();
        Handshake handshake = Handshake.of(request.uri(), headers.names(), headers::getAll, request.remoteAddress());
        request.pause();
        acceptor.decide(request.method().name(), handshake)
                .thenAccept(admission -> context.runOnContext(now -> decided(request, admission)));
    }

    private static void decided(HttpServerRequest request, Admission admission) {
        if (!admission.isAccepted()) {
            admission.headers().forEach(request.response()::putHeader);
            request.response()
                    .setStatusCode(admission.httpStatus())
                    .end()
                    .onComplete(answered -> request.connection().close());
            return;
        }
        request.toWebSocket().onSuccess(socket -> open(socket, admission)).onFailure(refused -> {
            admission.abandon();
            request.connection().close();
        });
    }

    /** Frames go past Vert.x, which would make text of bytes and queue pongs without limit. */
    private static void open(ServerWebSocket socket, Admission admission) {
        ChannelHandlerContext vertx = ((WebSocketInternal) socket).channelHandlerContext();
        StreamFrameHandler.open(vertx.pipeline(), vertx.name(), admission);
    }
}

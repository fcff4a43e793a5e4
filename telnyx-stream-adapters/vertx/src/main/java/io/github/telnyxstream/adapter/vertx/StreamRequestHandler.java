package io.github.telnyxstream.adapter.vertx;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
    static final int MAX_MESSAGE_BYTES = 2 << 20;
    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int SEND_BUFFER_BYTES = 64 << 10;
    private static final String SPOKEN_VERSION = "13";

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
        return options.setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setSendBufferSize(SEND_BUFFER_BYTES);
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!request.path().startsWith(pathPrefix)) {
            next.handle(request);
        } else if (!request.headers().contains(HttpHeaders.UPGRADE, "websocket", true)
                || !String.valueOf(request.getHeader(HttpHeaders.CONNECTION))
                        .toLowerCase(Locale.ROOT)
                        .contains("upgrade")
                || !request.headers().contains("Sec-WebSocket-Version", SPOKEN_VERSION, false)) {
            request.response()
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .putHeader("Sec-WebSocket-Version", SPOKEN_VERSION);
            answer(request, 426);
        } else if (!HttpMethod.GET.equals(request.method())
                || !request.headers().contains("Sec-WebSocket-Key")) {
            answer(request, 400);
        } else {
            Context context = Vertx.currentContext();
            request.pause();
            acceptor.authorise(handshake(request))
                    .thenAccept(admission -> context.runOnContext(now -> decided(request, admission)));
        }
    }

    private static Handshake handshake(HttpServerRequest request) {
        Map<String, List<String>> headers = request.headers().names().stream()
                .collect(Collectors.toMap(name -> name, request.headers()::getAll, (first, again) -> first));
        return new Handshake(request.path(), request.query(), headers, String.valueOf(request.remoteAddress()));
    }

    private static void answer(HttpServerRequest request, int httpStatus) {
        request.response()
                .setStatusCode(httpStatus)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end()
                .onComplete(answered -> request.connection().close());
    }

    private static void decided(HttpServerRequest request, Admission admission) {
        if (!admission.isAccepted()) {
            answer(request, admission.httpStatus());
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> VertxTransport.open(socket, admission))
                .onFailure(refused -> {
                    admission.abandon();
                    request.connection().close();
                });
    }
}

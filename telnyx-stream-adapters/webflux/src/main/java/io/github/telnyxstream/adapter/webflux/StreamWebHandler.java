package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.adapter.netty.StreamFrameHandler;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/**
 * Makes streams of the WebSocket upgrades that are mapped to it:
 *
 * <pre>{@code
 * @Bean
 * HandlerMapping streams(StreamAcceptor acceptor) {
 *     return new SimpleUrlHandlerMapping(Map.of("/media/**", new StreamWebHandler(acceptor)), -1);
 * }
 * }</pre>
 *
 * <p>The server must be Reactor Netty, WebFlux's own. Who is not let in gets 401, 403 or 503 and is never upgraded; a
 * request that is no upgrade gets 426. No thread waits while it is decided.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class StreamWebHandler implements WebHandler {
    private static final Logger log = LoggerFactory.getLogger(StreamWebHandler.class);
    private static final WebsocketServerSpec STREAM = WebsocketServerSpec.builder()
            .maxFramePayloadLength(StreamFrameHandler.MAX_MESSAGE_BYTES)
            .compress(false)
            .build();

    private final Admissions acceptor;

    /**
     * A handler that is not mapped yet.
     *
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamWebHandler(Admissions acceptor) {
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        if (!(ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse server)) {
            log.error(
                    "A stream was answered 500: streams on WebFlux need Reactor Netty, and this application runs on another server");
            response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
            return response.setComplete();
        }
        String query = request.getURI().getRawQuery();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.getHeaders().forEach(headers::put);
        Handshake handshake = Handshake.of(
                request.getURI().getRawPath() + (query == null ? "" : "?" + query),
                headers.keySet(),
                headers::get,
                request.getRemoteAddress());
        return Mono.fromCompletionStage(
                        () -> acceptor.decide(request.getMethod().name(), handshake))
                // on another thread what the peer says right behind our answer could be read before anybody listens
                .publishOn(eventLoop(server))
                .doOnDiscard(Admission.class, Admission::abandon)
                .flatMap(admission -> decided(response, server, admission));
    }

    private static Scheduler eventLoop(HttpServerResponse server) {
        CompletableFuture<Scheduler> loop = new CompletableFuture<>();
        server.withConnection(connection ->
                loop.complete(Schedulers.fromExecutor(connection.channel().eventLoop())));
        return loop.join();
    }

    private static Mono<Void> decided(ServerHttpResponse response, HttpServerResponse server, Admission admission) {
        if (!admission.isAccepted()) {
            response.setStatusCode(HttpStatusCode.valueOf(admission.httpStatus()));
            admission.headers().forEach(response.getHeaders()::set);
            return response.setComplete();
        }
        return response.setComplete()
                .then(Mono.defer(() -> server.sendWebsocket((in, out) -> open(in, admission), STREAM)))
                .doFinally(ended -> admission.abandon());
    }

    /** Frames go past Reactor Netty: demand of a stream of messages would not tell when they have gone. Ends with the connection. */
    private static Mono<Void> open(WebsocketInbound in, Admission admission) {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        in.withConnection(connection -> opened.complete(connection.channel()));
        Channel channel = opened.join();
        StreamFrameHandler.open(channel.pipeline(), NettyPipeline.ReactiveBridge, admission);
        return FutureMono.from(channel.closeFuture());
    }
}

package io.github.telnyxstream.adapter.webflux;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
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
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

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
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    private static final String SPOKEN_VERSION = "13";
    private static final WebsocketServerSpec STREAM = WebsocketServerSpec.builder()
            .maxFramePayloadLength(MAX_MESSAGE_BYTES)
            .handlePing(true) // they go to the engine, which answers one at a time
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
        HttpHeaders headers = request.getHeaders();
        ServerHttpResponse response = exchange.getResponse();
        if (!has(headers, "Upgrade", "websocket")
                || !has(headers, "Connection", "upgrade")
                || !SPOKEN_VERSION.equals(headers.getFirst("Sec-WebSocket-Version"))) {
            response.getHeaders().set("Upgrade", "websocket");
            response.getHeaders().set("Sec-WebSocket-Version", SPOKEN_VERSION);
            return answer(response, HttpStatus.UPGRADE_REQUIRED);
        }
        if (!HttpMethod.GET.equals(request.getMethod()) || headers.getFirst("Sec-WebSocket-Key") == null) {
            return answer(response, HttpStatus.BAD_REQUEST);
        }
        if (!(ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse server)) {
            log.error(
                    "A stream was answered 500: streams on WebFlux need Reactor Netty, and this application runs on another server");
            return answer(response, HttpStatus.INTERNAL_SERVER_ERROR);
        }
        return Mono.fromCompletionStage(() -> acceptor.authorise(handshake(request)))
                // on another thread what the peer says right behind our answer could be read before anybody listens
                .publishOn(eventLoop(server))
                .doOnDiscard(Admission.class, Admission::abandon)
                .flatMap(admission -> admission.isAccepted()
                        ? upgrade(response, server, admission)
                        : answer(response, HttpStatusCode.valueOf(admission.httpStatus())));
    }

    private static Scheduler eventLoop(HttpServerResponse server) {
        CompletableFuture<Scheduler> loop = new CompletableFuture<>();
        server.withConnection(connection ->
                loop.complete(Schedulers.fromExecutor(connection.channel().eventLoop())));
        return loop.join();
    }

    private static boolean has(HttpHeaders headers, String name, String word) {
        String value = headers.getFirst(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(word);
    }

    private static Mono<Void> answer(ServerHttpResponse response, HttpStatusCode status) {
        response.setStatusCode(status);
        response.getHeaders().set("Connection", "close");
        return response.setComplete();
    }

    private static Handshake handshake(ServerHttpRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.getHeaders().forEach(headers::put);
        return new Handshake(
                request.getURI().getRawPath(),
                request.getURI().getRawQuery(),
                headers,
                String.valueOf(request.getRemoteAddress()));
    }

    private static Mono<Void> upgrade(ServerHttpResponse response, HttpServerResponse server, Admission admission) {
        return response.setComplete()
                .then(Mono.defer(() -> server.sendWebsocket(
                        (in, out) -> ReactorTransport.open(in, admission, MAX_MESSAGE_BYTES), STREAM)))
                .doFinally(ended -> admission.abandon());
    }
}
